using CivicLoop.Domain;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;

namespace CivicLoop.Tests.Domain.Inspections;

public sealed class VisitRulesTests
{
    private const string Who = "account:a";

    private static readonly DateTimeOffset Now = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    private static readonly Visit Begun = new()
    {
        Id = Ids.New(Now), Purpose = VisitPurpose.Own, N = 0, Turn = 1, SiteId = Ids.New(Now),
        SiteCode = "S01-1", SiteKindCode = "S01", DistrictCode = "D", EditionCode = "e",
        Inspector = Who, State = VisitState.Begun, DueDay = new DateOnly(2026, 11, 24),
    };

    [Theory]
    [InlineData("N", 0, 1, null, "A")]
    [InlineData("N", 1, 1, null, "B")]
    [InlineData("N", 2, 1, null, "C")]
    [InlineData("N", 9, 1, null, "C#")]
    [InlineData("B", 1, 1, null, "A")]
    [InlineData("B", 0, 1, null, "C#")]
    [InlineData("S", 0, 1, Grade.C, "C")]
    [InlineData("C5", 5, 1, null, "A")]
    [InlineData("C5", 4, 1, null, "B")]
    [InlineData("C5", 1, 1, null, "C#")]
    [InlineData("R0.95", 95, 100, null, "A")]
    [InlineData("R0.95", 40, 100, null, "C")]
    public void What_was_seen_makes_the_grade(
        string rule, int found, int of, Grade? state, string expected)
    {
        var answer = Answer(rule, new AnswerWish { Found = found, Of = of, State = state });
        Assert.Equal(expected, answer.Value.Grade!.Value.Sign());
        Assert.Equal(expected != "A", answer.Value.IsFinding);
    }

    [Theory]
    [InlineData("N", null, null, "found")]
    [InlineData("N", -1, null, "found")]
    [InlineData("S", null, null, "state")]
    [InlineData("R0.95", 3, null, "of")]
    [InlineData("R0.95", 3, 2, "of")]
    public void What_does_not_fit_its_rule_names_the_field(
        string rule, int? found, int? of, string field) =>
        Assert.Equal(field, Answer(rule, new AnswerWish { Found = found, Of = of }).Problem?.Field);

    [Fact]
    public void At_a_crossing_who_does_not_yield_counts_and_a_ratio_takes_both_numbers()
    {
        var crossing = Protocol("S0402", ProtocolKind.Crossing, minutes: 10);
        Observation[] seen = [Lane(1, 9, 10), Lane(2, 5, 6)];
        var instances = VisitRules.Answer(
            Begun, Item("S0402", "N"), crossing, new AnswerWish(), seen, Now).Value;
        Assert.Equal((2, Grade.C), (instances.Found, instances.Grade!.Value));
        var ratio = VisitRules.Answer(
            Begun, Item("S0402", "R0.9"), crossing, new AnswerWish(), seen, Now).Value;
        Assert.Equal((14, 16), (ratio.Found, ratio.Whole));
        Assert.NotNull(VisitRules.Answer(
            Begun, Item("S0402", "N"), crossing, new AnswerWish(), [], Now).Problem);
    }

    [Fact]
    public void A_visit_is_whole_only_with_every_item_picture_walk_and_window()
    {
        CheckItem[] items = [Item("S0101", "S"), Item("G14", "N"), Item("S0402", "N")];
        var sheet = new VisitSheet(items, new Dictionary<string, CheckProtocol>
        {
            ["S01"] = Protocol("S01", ProtocolKind.Walk, metres: 300),
            ["G14"] = Protocol("G14", ProtocolKind.Look) with { PhotoReasonZh = "安全" },
            ["S0402"] = Protocol("S0402", ProtocolKind.Crossing, minutes: 10),
        });
        var answers = new Dictionary<string, VisitAnswer>();
        Assert.Equal(ProblemCode.VisitIncomplete, Code(Begun));
        foreach (var item in items)
        {
            var wish = item.Code == "S0101"
                ? new AnswerWish { State = Grade.B }
                : new AnswerWish { Found = 1 };
            answers[item.Code] = VisitRules.Answer(
                Begun, item, sheet.Of(item.Code), wish, [Lane(1, 3, 3, minutes: 4)], Now).Value;
        }

        Assert.Equal(ProblemCode.VisitPictureNeeded, Code(Begun));
        answers["G14"] = answers["G14"] with { PictureId = "p" };
        Assert.Equal(ProblemCode.VisitTooShort, Code(Begun));
        Assert.Equal(ProblemCode.VisitWindowShort, Code(Begun with { WalkedM = 300 }));
        var whole = Done(Begun with { WalkedM = 300 }, minutes: 10).Value;
        Assert.Equal(VisitState.Done, whole.State);
        // 660 of 4, 660 of 4 and 1000 of 4 points.
        Assert.Equal(773, whole.ScoreMilli);

        Outcome<Visit> Done(Visit visit, int minutes) => VisitRules.HandIn(
            visit, sheet, answers, [Lane(1, 3, 3, minutes)], Now);
        ProblemCode? Code(Visit visit) => Done(visit, minutes: 4).Problem?.Code;
    }

    [Fact]
    public void A_short_walk_is_taken_where_its_reason_is_said()
    {
        var sheet = new VisitSheet([Item("S0101", "S")], new Dictionary<string, CheckProtocol>
        {
            ["S01"] = Protocol("S01", ProtocolKind.Walk, metres: 300),
        });
        var answers = new Dictionary<string, VisitAnswer>
        {
            ["S0101"] = Answer("S", new AnswerWish { State = Grade.A }).Value,
        };
        Assert.Null(VisitRules.HandIn(
            Begun with { WalkedM = 120, Note = "前方施工围挡" }, sheet, answers, [], Now).Problem);
    }

    [Fact]
    public void Only_who_was_sent_writes_and_what_was_handed_in_stays()
    {
        Assert.Equal(
            ProblemCode.VisitNotYours, VisitRules.Begin(Begun, "account:b", Now).Problem?.Code);
        var done = Begun with { State = VisitState.Done };
        Assert.Equal(ProblemCode.VisitOver, VisitRules.Begin(done, Who, Now).Problem?.Code);
        Assert.Equal(
            ProblemCode.VisitOver,
            VisitRules.Answer(done, Item("a", "N"), null, new AnswerWish { Found = 0 }, [], Now)
                .Problem?.Code);
        Assert.Equal(ProblemCode.FieldRequired, VisitRules.Miss(Begun, Who, " ").Problem?.Code);
    }

    private static Outcome<VisitAnswer> Answer(string rule, AnswerWish wish) =>
        VisitRules.Answer(Begun, Item("S0101", rule), null, wish, [], Now);

    private static CheckItem Item(string code, string rule) => new(
        "e", code, null, 1, CountRule.Parse(rule).Value, 4_000, code, code);

    private static CheckProtocol Protocol(
        string code, ProtocolKind kind, int metres = 0, int minutes = 0) => new()
    {
        SubjectCode = code, Kind = kind, Metres = metres, Stairwells = 0, Minutes = minutes,
    };

    private static Observation Lane(int n, int yielded, int passed, int minutes = 10) => new()
    {
        VisitId = Begun.Id, N = n, ItemCode = "S0402", Lane = $"{n}", Yielded = yielded,
        Passed = passed, FromAt = Now, ToAt = Now.AddMinutes(minutes), Note = "",
    };
}
