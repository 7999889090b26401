using CivicLoop.Domain.Dashboards;
using CsCheck;

namespace CivicLoop.Tests.Domain.Dashboards;

public sealed class AgeBandTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Every_limit_lies_in_exactly_one_band_and_the_bands_agree_with_the_clock() =>
        Gen.Long[-400_000_000_000, 400_000_000_000].Sample(milliseconds =>
        {
            var due = Now.AddMilliseconds(milliseconds);
            var bands = Enum.GetValues<AgeBand>().Where(band => band != AgeBand.NoLimit)
                .Where(band =>
                {
                    var (from, to) = AgeBands.Range(band, Now);
                    return due >= from && due < to;
                }).ToList();
            Assert.Equal([AgeBands.Of(due, Now)], bands);
            Assert.Equal(due < Now, AgeBands.Late.Contains(bands[0]));
        });

    [Fact]
    public void A_case_due_this_very_moment_is_not_late_and_none_without_a_limit_is()
    {
        Assert.Equal(AgeBand.LeftHours, AgeBands.Of(Now, Now));
        Assert.Equal(AgeBand.LateHours, AgeBands.Of(Now.AddTicks(-1), Now));
        Assert.Equal(AgeBand.LateDays, AgeBands.Of(Now.AddDays(-1).AddTicks(-1), Now));
        Assert.Equal(AgeBand.NoLimit, AgeBands.Of(null, Now));
    }
}
