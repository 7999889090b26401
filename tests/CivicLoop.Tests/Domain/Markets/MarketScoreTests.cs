using CivicLoop.Domain;
using CivicLoop.Domain.Markets;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Tests.Domain.Markets;

/// <summary>The four parts of a market's month, weighted 20, 12, 58 and 10.</summary>
public sealed class MarketScoreTests
{
    private static readonly MarketModel Model = new(
        "S11",
        [
            Part("building", 200, "a", "b"), Part("toilet", 120, "c"),
            Part("keeping", 580, "d", "e"), Part("smart", 100, "f"),
        ],
        "样例");

    [Fact]
    public void Each_part_is_its_points_and_the_whole_is_weighted()
    {
        var score = MarketScore.Of(
            Model,
            [
                new("a", 4000, 1000), new("b", 4000, 500), new("c", 2000, 1000),
                new("d", 4000, 1000), new("e", 4000, 800), new("f", 2000, 0),
            ]);
        Assert.Equal([750, 1000, 900, 0], score.Parts.Select(one => one.ShareMilli));
        // 0.20 × 750 + 0.12 × 1000 + 0.58 × 900 + 0.10 × 0
        Assert.Equal(792, score.ScoreMilli);
        Assert.Equal(1000, score.MeasuredMilli);
    }

    [Fact]
    public void A_month_nobody_looked_has_no_score()
    {
        var score = MarketScore.Of(Model, []);
        Assert.Null(score.ScoreMilli);
        Assert.All(score.Parts, part => Assert.Null(part.ShareMilli));
    }

    [Fact]
    public void A_part_nobody_looked_at_is_missing_and_never_whole()
    {
        var score = MarketScore.Of(Model, [new("a", 4000, 500), new("d", 4000, 500)]);
        Assert.Equal(500, score.ScoreMilli);
        Assert.Equal(780, score.MeasuredMilli);
        Assert.Null(score.Parts[1].ShareMilli);
    }

    [Fact]
    public void A_model_whose_weights_are_not_whole_is_refused()
    {
        Assert.Null(Model.Fault());
        Assert.Equal(
            ProblemCode.MarketModelUnfit,
            (Model with { Parts = [.. Model.Parts.Take(3)] }).Fault()?.Code);
        Assert.Equal(
            ProblemCode.MarketModelUnfit,
            (Model with { Parts = [Part("x", 500, "a"), Part("y", 500, "a")] }).Fault()?.Code);
    }

    [Fact]
    public void Twelve_months_end_with_the_one_asked_for() => Assert.Equal(
        ["2025-12", "2026-01", "2026-11"],
        new[] { 0, 1, 11 }.Select(n => new CalendarMonth(2026, 11).Last()[n].ToString()));

    private static MarketPart Part(string code, int weight, params string[] items) =>
        new(code, new LocalText(code, code), weight, items);
}
