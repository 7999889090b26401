using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CsCheck;

namespace CivicLoop.Tests.Domain.Standards;

/// <summary>Which edition holds when, what it needs, and what its weights make.</summary>
public sealed class EditionTests
{
    private static readonly DateOnly Today = new(2026, 11, 24);

    private static readonly Gen<DateOnly> AnyDay = Gen.Int[-400, 400].Select(Today.AddDays);

    [Fact]
    public void A_successor_ends_the_one_before_on_the_day_before_it()
    {
        var first = Publish([], "e-1", new DateOnly(2026, 1, 1)).Value.Published;
        var second = Publish([first], "e-2", new DateOnly(2027, 1, 1)).Value;
        Assert.Equal(new DateOnly(2026, 12, 31), second.Ended!.EffectiveTo);
        Edition[] all = [second.Ended, second.Published];
        Assert.Equal("e-1", HoldingOn(all, new DateOnly(2026, 12, 31))?.Code);
        Assert.Equal("e-2", HoldingOn(all, new DateOnly(2027, 1, 1))?.Code);
        Assert.Null(HoldingOn(all, new DateOnly(2025, 12, 31)));
        Assert.Null(EditionTimes.HoldingOn(all, EditionSubject.Minors, Today));
    }

    [Fact]
    public void A_published_edition_is_not_published_again()
    {
        var body = SampleEditions.Draft();
        var done = Publish([], "e-1", Today).Value.Published;
        var again = EditionTimes.Publish(
            [done], body with { Edition = done }, Today, null, Today, SampleEditions.Now);
        Assert.Equal(ProblemCode.EditionFixed, again.Problem?.Code);
    }

    [Fact]
    public void A_day_has_one_edition_at_most_and_a_past_day_keeps_the_one_it_had() =>
        Gen.Select(AnyDay, Gen.Int[-30, 500]).List[0, 12].Sample(wishes =>
        {
            var all = new List<Edition>();
            for (var n = 0; n < wishes.Count; n++)
            {
                var (from, length) = wishes[n];
                var before = PastDays(all);
                DateOnly? to = length > 365 ? null : from.AddDays(length);
                var done = Publish(all, $"e-{n}", from, to);
                if (done.Problem is not null)
                {
                    continue;
                }

                all.RemoveAll(one => one.Code == done.Value.Ended?.Code);
                all.AddRange(
                    new[] { done.Value.Ended, done.Value.Published }.OfType<Edition>());
                var after = PastDays(all);
                Assert.DoesNotContain(before, day => after[day.Key] != day.Value);
            }

            for (var day = Today.AddDays(-500); day < Today.AddDays(900); day = day.AddDays(1))
            {
                Assert.True(all.Count(one => one.HoldsOn(day)) <= 1);
            }
        }, iter: 100);

    [Fact]
    public void An_end_before_the_start_and_days_of_another_edition_are_refused()
    {
        var first = Publish([], "e-1", Today, Today.AddDays(10)).Value.Published;
        Assert.Equal(
            ProblemCode.DateRangeInvalid,
            Publish([], "e-2", Today, Today.AddDays(-1)).Problem?.Code);
        Assert.Equal(
            ProblemCode.EditionsOverlap, Publish([first], "e-2", Today.AddDays(10)).Problem?.Code);
        Assert.Null(Publish([first], "e-2", Today.AddDays(11)).Problem);
    }

    [Fact]
    public void An_edition_that_cannot_be_scored_cannot_be_published()
    {
        var whole = SampleEditions.Draft();
        Assert.Null(whole.Incomplete());
        foreach (var (part, field) in new (EditionBody, string)[]
        {
            (whole with { Items = [] }, "item"), (whole with { Measures = [] }, "measure"),
            (whole with { CheckItems = [] }, "check"),
            (whole with { Weights = whole.Weights.Take(2).ToList() }, "share"),
        })
        {
            var refused = EditionTimes.Publish(
                [], part, Today, null, Today, SampleEditions.Now).Problem;
            Assert.Equal(
                (ProblemCode.EditionIncomplete, field), (refused!.Code, refused.Field));
        }
    }

    [Fact]
    public void Weights_are_refused_unless_every_year_makes_the_whole() =>
        Gen.Int[0, 1000].Select(Gen.Int[0, 1000], (field, survey) => (field, survey)).Sample(
            pair => EditionWeights.Fault(
            [
                new("e", 1, WeightPart.Year, 1000), new("e", 1, WeightPart.Field, pair.field),
                new("e", 1, WeightPart.Survey, pair.survey),
            ]) is null == (pair.field + pair.survey == 1000));

    [Fact]
    public void The_weight_of_a_year_nobody_named_is_refused() => Assert.Equal(
        "year",
        EditionWeights.Fault(
        [
            new("e", 1, WeightPart.Year, 1000), new("e", 1, WeightPart.Field, 1000),
            new("e", 2, WeightPart.Field, 1000),
        ])?.Field);

    [Fact]
    public void Scores_add_up_by_method_and_year()
    {
        EditionWeight[] weights =
        [
            new("e", 1, WeightPart.Year, 400), new("e", 1, WeightPart.Field, 1000),
            new("e", 2, WeightPart.Year, 600), new("e", 2, WeightPart.Field, 500),
            new("e", 2, WeightPart.Survey, 500),
        ];
        var scores = new Dictionary<(int, MeasureMethod), int>
        {
            [(1, MeasureMethod.Field)] = 900, [(2, MeasureMethod.Field)] = 800,
            [(2, MeasureMethod.Survey)] = 1000,
        };
        // 0.4 × 90 % + 0.6 × (0.5 × 80 % + 0.5 × 100 %) = 90 %
        Assert.Equal(900, EditionWeights.TotalMilli(weights, scores));
    }

    [Fact]
    public void A_site_scores_what_it_reached_of_what_applied()
    {
        var body = SampleEditions.Draft();
        var items = body.CheckedAt(body.SiteKinds[0]);
        Assert.Equal(["S0101", "G01"], items.Select(one => one.Code));
        // 4 points whole, 2 points at 66 %: 5.32 of 6
        Assert.Equal(
            886,
            EditionBody.SiteScoreMilli([(items[0], new Seen(1)), (items[1], new Seen(1))]).Value);
        Assert.NotNull(EditionBody.SiteScoreMilli([]).Problem);
    }

    [Fact]
    public void A_standing_is_the_one_that_began_last_and_clear_without_any()
    {
        var warning = Record(StandingStatus.Warning, Today.AddDays(-9), null);
        var suspended = Record(StandingStatus.Suspended, Today.AddDays(-5), Today.AddDays(-1));
        StandingRecord[] all = [warning, suspended];
        Assert.Null(Standing.On(all, Today.AddDays(-10)));
        Assert.Equal(suspended, Standing.On(all, Today.AddDays(-1)));
        Assert.Equal(warning, Standing.On(all, Today));
        Assert.Null(Standing.On<StandingRecord>([], Today));
    }

    private static StandingRecord Record(StandingStatus status, DateOnly since, DateOnly? until) =>
        new(Guid.CreateVersion7(), EditionSubject.City, status, since, until, "x",
            SampleEditions.Now);

    private static Edition? HoldingOn(IEnumerable<Edition> all, DateOnly day) =>
        EditionTimes.HoldingOn(all, EditionSubject.City, day);

    private static Outcome<Publishing> Publish(
        IReadOnlyList<Edition> all, string code, DateOnly from, DateOnly? to = null) =>
        EditionTimes.Publish(
            all, SampleEditions.Draft(code), from, to, Today, SampleEditions.Now);

    // Only days that had an edition are bound to it.
    private static Dictionary<DateOnly, string?> PastDays(List<Edition> all) =>
        Enumerable.Range(1, 500).Select(n => Today.AddDays(-n))
            .Select(day => (day, HoldingOn(all, day)?.Code))
            .Where(pair => pair.Code is not null)
            .ToDictionary(pair => pair.day, pair => pair.Code);
}
