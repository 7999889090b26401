using CivicLoop.Domain.Simulation;

namespace CivicLoop.Tests.Domain.Simulation;

public sealed class SeededDrawsTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 1, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void The_same_seed_and_number_draw_the_same()
    {
        Assert.Equal(Draw(1, 7), Draw(1, 7));
        Assert.NotEqual(Draw(1, 7), Draw(2, 7));
        Assert.NotEqual(Draw(1, 7), Draw(1, 8));
    }

    [Fact]
    public void An_id_is_a_uuid_version_7_of_its_instant()
    {
        var id = new SeededDraws(1, 1).Id(At);
        Assert.Equal(7, id.Version);
        Assert.Equal(
            Guid.CreateVersion7(At).ToString()[..13], id.ToString()[..13]);
    }

    [Fact]
    public void A_weight_of_zero_is_never_drawn_and_shares_follow_the_weights()
    {
        var draws = new SeededDraws(3, 3);
        var counts = new int[3];
        for (var n = 0; n < 10_000; n++)
        {
            counts[draws.Weighted([1, 0, 3])]++;
        }

        Assert.Equal(0, counts[1]);
        Assert.InRange(counts[0], 2_300, 2_700);
    }

    private static string Draw(long seed, long n)
    {
        var draws = new SeededDraws(seed, n);
        return $"{draws.Id(At)} {draws.Unit():R} {Convert.ToHexString(draws.Bytes(8))}";
    }
}
