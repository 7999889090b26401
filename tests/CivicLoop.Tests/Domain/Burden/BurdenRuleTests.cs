using CivicLoop.Domain;
using CivicLoop.Domain.Burden;
using CivicLoop.Domain.Problems;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Domain.Burden;

public sealed class BurdenRuleTests
{
    private static readonly DateOnly Monday = new(2026, 11, 23);

    [Fact]
    public void A_week_goes_from_monday_to_sunday() => Assert.All(
        Enumerable.Range(0, 7), n => Assert.Equal(Monday, BurdenWeek.Of(Monday.AddDays(n))));

    [Fact]
    public void One_more_ask_than_the_limit_passes_it()
    {
        var book = new LoadBook();
        var caps = BurdenCaps.Usual with { Forms = 2, PerAsker = 9 };
        book.Add("unit", Monday, "one", AskKind.Form, 1, 10);
        Assert.Null(book.WouldPass(caps, "unit", Monday, "one", AskKind.Form, 10));
        book.Add("unit", Monday, "other", AskKind.Form, 1, 10);
        Assert.Equal(
            CapKind.Forms, book.WouldPass(caps, "unit", Monday, "one", AskKind.Form, 10));
        Assert.Equal(
            CapKind.Minutes, book.WouldPass(caps, "unit", Monday, "one", AskKind.Task, 461));
        Assert.Equal(
            CapKind.PerAsker,
            book.WouldPass(caps with { PerAsker = 1 }, "unit", Monday, "one", AskKind.Task, 1));
        Assert.Null(book.WouldPass(caps, "unit", Monday.AddDays(7), "one", AskKind.Form, 10));
    }

    [Fact]
    public void Who_asks_may_give_way_and_only_another_may_dismiss()
    {
        var open = Open();
        var asker = Voice("asker", isKeeper: true);
        Assert.Equal(
            ProblemCode.DismissedByAsker,
            ObjectionRules.Dismiss(open, "不采纳", asker).Problem?.Code);
        Assert.Equal(
            ObjectionState.Granted,
            ObjectionRules.Grant(open, Remedy.Withdraw, "撤回", asker).Value.State);
        Assert.Equal(
            ObjectionState.Dismissed,
            ObjectionRules.Dismiss(open, "依据充分", Voice("keeper", isKeeper: true)).Value.State);
        Assert.Equal(
            ProblemCode.OutsideScope,
            ObjectionRules.Dismiss(open, "不", Voice("anyone", isKeeper: false)).Problem?.Code);
        Assert.Equal(
            ProblemCode.OutsideScope,
            ObjectionRules.Grant(open, Remedy.Withdraw, "好", Voice("unit", isKeeper: true))
                .Problem?.Code);
    }

    [Fact]
    public void An_answer_has_words_and_is_given_once()
    {
        var keeper = Voice("keeper", isKeeper: true);
        Assert.Equal(
            ProblemCode.FieldRequired,
            ObjectionRules.Grant(Open(), Remedy.Merge, " ", keeper).Problem?.Code);
        var done = ObjectionRules.Dismiss(Open(), "依据充分", keeper).Value;
        Assert.Equal(
            ProblemCode.ObjectionDecided,
            ObjectionRules.Grant(done, Remedy.Merge, "好", keeper).Problem?.Code);
        Assert.Equal(
            ProblemCode.OutsideScope,
            ObjectionRules.Withdraw(Open(), keeper).Problem?.Code);
    }

    private static ObjectionVoice Voice(string organization, bool isKeeper) =>
        new($"account:{organization}", organization, isKeeper, TestCity.Start);

    private static Objection Open() => ObjectionRules.Make(new Objection
    {
        Id = Ids.New(TestCity.Start), Source = "task", SourceId = Ids.New(TestCity.Start),
        Title = "报表", UnitCode = "unit", AskedBy = "asker", Reason = ObjectionReason.Repeated,
        Text = "上周报过", MadeBy = "account:unit", MadeAt = TestCity.Start,
        AnswerDue = TestCity.Start.AddDays(3), State = ObjectionState.Open,
    }).Value;
}
