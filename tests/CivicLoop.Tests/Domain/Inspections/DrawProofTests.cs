using CivicLoop.Domain.Inspections;

namespace CivicLoop.Tests.Domain.Inspections;

public sealed class DrawProofTests
{
    private const string Secret = "secret";
    private const string Word = "7 3 9";

    private static readonly DrawRule Rule = new(100, 95, 1, 0, new DateOnly(2026, 11, 24), 0);

    private static readonly FrameSite[] Frame =
        [.. Enumerable.Range(0, 50).Select(n => new FrameSite($"S{n:00}", "K", "D", null))];

    private static readonly string[] Sites =
        [.. SiteDraw.Run(SiteDraw.SeedOf(Secret, Word), Frame, Rule).Sites
            .Select(one => one.Site.Code)];

    private static readonly StoredDraw Stored =
        new(Rule.ToString(), Frame, Secret, Word, Sites);

    private static readonly DrawCommitment Committed = new(
        Rule.ToString(), DrawFrame.HashOf(Frame), DrawFrame.Hash(Secret), "lottery");

    private static readonly DrawResult Drawn = new(Word, SiteDraw.HashOf(Sites));

    [Fact]
    public void An_untouched_draw_fits() => Assert.Empty(DrawProof.Check(Committed, Drawn, Stored));

    [Fact]
    public void A_site_put_into_the_frame_afterwards_is_found() => Faults(
        Stored with { Frame = [.. Frame, new FrameSite("S99", "K", "D", null)] },
        DrawFault.FrameChanged);

    [Fact]
    public void A_changed_rule_is_found() => Faults(
        Stored with { Rule = (Rule with { StratumMin = 2 }).ToString() }, DrawFault.RuleChanged);

    [Fact]
    public void Another_secret_is_found() => Faults(
        Stored with { Secret = "another" }, DrawFault.SecretChanged);

    [Fact]
    public void A_site_exchanged_for_another_is_found() => Faults(
        Stored with { Sites = [.. Sites.Skip(1), Frame.First(one =>
            !Sites.Contains(one.Code)).Code] },
        DrawFault.SitesChanged);

    [Fact]
    public void Sites_that_were_exchanged_at_once_are_found_when_the_secret_is_told()
    {
        string[] other = [.. Sites.Reverse()];
        Assert.Contains(
            DrawFault.SitesMisfit,
            DrawProof.Check(
                Committed, new DrawResult(Word, SiteDraw.HashOf(other)),
                Stored with { Sites = other }));
    }

    [Fact]
    public void A_draw_without_a_commitment_proves_nothing() => Assert.Equal(
        [DrawFault.NotCommitted], DrawProof.Check(null, Drawn, Stored));

    private static void Faults(StoredDraw stored, DrawFault expected) =>
        Assert.Contains(expected, DrawProof.Check(Committed, Drawn, stored));
}
