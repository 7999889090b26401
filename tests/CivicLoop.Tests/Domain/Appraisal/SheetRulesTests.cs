using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Tests.Domain.Appraisal;

public sealed class SheetRulesTests
{
    private static readonly AppraisalTarget Done = Appraised.Deliverable() with
    {
        ClaimMilli = 100_000, JudgedMilli = 100_000,
    };

    [Fact]
    public void A_sheet_takes_the_steps_of_the_table_and_no_other()
    {
        foreach (var state in Enum.GetValues<SheetState>())
        {
            foreach (var step in Enum.GetValues<SheetStep>())
            {
                var taken = Take(Appraised.Year, state, step, "说明", Done);
                var (from, to) = SheetRules.Steps[step];
                // Who still may assess itself is not presented over its head.
                var may = from.Contains(state)
                    && !(step == SheetStep.Present && state == SheetState.Open);
                Assert.Equal(may, taken.Problem is null);
                Assert.True(!may || taken.Value.State == to);
                Assert.NotNull(Take(
                    Appraised.Year with { State = AppraisalState.Fixed }, state, step, "说明",
                    Done).Problem);
            }
        }
    }

    [Theory]
    [InlineData(SheetStep.Object, SheetState.Presented)]
    [InlineData(SheetStep.Uphold, SheetState.Objected)]
    [InlineData(SheetStep.Dismiss, SheetState.Objected)]
    [InlineData(SheetStep.Return, SheetState.Signed)]
    public void What_goes_against_the_other_side_needs_words(SheetStep step, SheetState state) =>
        Assert.Equal(
            ProblemCode.FieldRequired, Take(Appraised.Year, state, step, " ", Done).Problem?.Code);

    [Fact]
    public void A_sheet_is_handed_in_whole_and_presented_judged()
    {
        Assert.Equal(
            ProblemCode.AppraisalIncomplete,
            Take(
                Appraised.Year, SheetState.Open, SheetStep.HandIn, null, Done,
                Appraised.Figure("T9")).Problem?.Code);
        Assert.Equal(
            ProblemCode.AppraisalIncomplete,
            Take(
                Appraised.Year, SheetState.HandedIn, SheetStep.Present, null,
                Appraised.Deliverable()).Problem?.Code);
    }

    [Fact]
    public void Days_that_have_passed_end_self_assessment_objection_and_signature()
    {
        var late = Appraised.Year with
        {
            SelfDay = Appraised.Today.AddDays(-3), AppealDay = Appraised.Today.AddDays(-2),
            SignDay = Appraised.Today.AddDays(-1),
        };
        foreach (var (step, state) in new[]
        {
            (SheetStep.HandIn, SheetState.Open), (SheetStep.Object, SheetState.Presented),
            (SheetStep.Sign, SheetState.Presented),
        })
        {
            Assert.Equal(
                ProblemCode.AppraisalTooLate, Take(late, state, step, "说明", Done).Problem?.Code);
        }

        // Who said nothing in time is judged by what is there, and settled without a signature.
        Assert.Equal(
            SheetState.Presented,
            Take(late, SheetState.Open, SheetStep.Present, null, Done).Value.State);
        Assert.True(SheetRules.IsSettled(
            late, Appraised.Sheet(SheetState.Presented), Appraised.Today));
        Assert.False(SheetRules.IsSettled(
            Appraised.Year, Appraised.Sheet(SheetState.Presented), Appraised.Today));
    }

    private static Outcome<AppraisalSheet> Take(
        AppraisalYear year, SheetState state, SheetStep step, string? words,
        params AppraisalTarget[] targets) => SheetRules.Take(
            year, Appraised.Sheet(state), targets, step, words, "account:x", Appraised.Today,
            Appraised.Now);
}
