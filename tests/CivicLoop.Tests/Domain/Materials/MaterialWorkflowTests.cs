using CivicLoop.Domain.Materials;
using CivicLoop.Domain.Problems;
using static CivicLoop.Tests.Domain.Materials.SampleMaterials;

namespace CivicLoop.Tests.Domain.Materials;

public sealed class MaterialWorkflowTests
{
    // Written down by hand: the table of the program is held against it.
    private static readonly Dictionary<(MaterialState, MaterialCommand), MaterialState> Allowed =
        new()
        {
            [(MaterialState.Missing, MaterialCommand.Save)] = MaterialState.Draft,
            [(MaterialState.Missing, MaterialCommand.Assign)] = MaterialState.Missing,
            [(MaterialState.Draft, MaterialCommand.Save)] = MaterialState.Draft,
            [(MaterialState.Draft, MaterialCommand.Submit)] = MaterialState.Submitted,
            [(MaterialState.Draft, MaterialCommand.Assign)] = MaterialState.Draft,
            [(MaterialState.Submitted, MaterialCommand.TakeBack)] = MaterialState.Draft,
            [(MaterialState.Submitted, MaterialCommand.Pass)] = MaterialState.Reviewed,
            [(MaterialState.Submitted, MaterialCommand.Return)] = MaterialState.Returned,
            [(MaterialState.Submitted, MaterialCommand.Assign)] = MaterialState.Submitted,
            [(MaterialState.Returned, MaterialCommand.Save)] = MaterialState.Draft,
            [(MaterialState.Returned, MaterialCommand.Assign)] = MaterialState.Returned,
            [(MaterialState.Reviewed, MaterialCommand.Return)] = MaterialState.Returned,
            [(MaterialState.Reviewed, MaterialCommand.SignOff)] = MaterialState.SignedOff,
            [(MaterialState.Reviewed, MaterialCommand.Decline)] = MaterialState.Returned,
            [(MaterialState.Reviewed, MaterialCommand.Assign)] = MaterialState.Reviewed,
            [(MaterialState.SignedOff, MaterialCommand.Reopen)] = MaterialState.Returned,
        };

    [Fact]
    public void Every_state_and_command_is_allowed_or_refused_as_the_table_says()
    {
        foreach (var state in Enum.GetValues<MaterialState>())
        {
            foreach (var command in Enum.GetValues<MaterialCommand>())
            {
                var decided = MaterialRules.Decide(
                    Material(state), Act(command, Office, "缺数据"), [Writer], Text);
                if (Allowed.TryGetValue((state, command), out var to))
                {
                    Assert.Equal(to, decided.Value.State);
                }
                else
                {
                    Assert.Equal(ProblemCode.MaterialNotNow, decided.Problem?.Code);
                }
            }
        }
    }

    [Fact]
    public void A_state_and_a_command_stand_together_in_one_row_only() =>
        Assert.All(
            MaterialWorkflow.Edges.SelectMany(edge => edge.From.Select(
                from => (from, edge.Command))).GroupBy(pair => pair),
            group => Assert.Single(group));

    [Theory]
    [InlineData(MaterialState.Submitted, MaterialCommand.Pass)]
    [InlineData(MaterialState.Submitted, MaterialCommand.Return)]
    [InlineData(MaterialState.Reviewed, MaterialCommand.SignOff)]
    [InlineData(MaterialState.Reviewed, MaterialCommand.Decline)]
    public void The_body_that_wrote_does_not_judge(MaterialState state, MaterialCommand command)
    {
        var own = MaterialRules.Decide(
            Material(state), Act(command, Writer, "理由"), ["other", Writer], Text);
        Assert.Equal(ProblemCode.MaterialJudgedByWriter, own.Problem?.Code);
    }

    [Theory]
    [InlineData(MaterialState.Submitted, MaterialCommand.Return)]
    [InlineData(MaterialState.Reviewed, MaterialCommand.Decline)]
    [InlineData(MaterialState.SignedOff, MaterialCommand.Reopen)]
    public void Nothing_comes_back_without_a_reason(MaterialState state, MaterialCommand command)
    {
        var silent = MaterialRules.Decide(
            Material(state), Act(command, Office, "  "), [Writer], Text);
        Assert.Equal((ProblemCode.FieldRequired, "reason"),
            (silent.Problem!.Code, silent.Problem.Field));
        var told = MaterialRules.Decide(
            Material(state), Act(command, Office, " 缺数据 "), [Writer], Text).Value;
        Assert.Equal("缺数据", told.ReturnReason);
        var again = MaterialRules.Decide(
            told with { State = MaterialState.Draft }, Act(MaterialCommand.Submit, Writer),
            [Writer], Text).Value;
        Assert.Equal("", again.ReturnReason);
    }

    [Fact]
    public void What_is_handed_in_is_complete_and_assured()
    {
        var draft = Material(MaterialState.Draft);
        Assert.Equal(
            ProblemCode.MaterialNotAssured,
            MaterialRules.Decide(
                draft, Act(MaterialCommand.Submit, Writer, assured: false), [Writer], Text)
                .Problem?.Code);
        Assert.Equal(
            "text",
            MaterialRules.Decide(
                draft, Act(MaterialCommand.Submit, Writer), [Writer],
                new MaterialContent("  ", [MaterialFileKind.Pdf], 0)).Problem?.Field);
    }

    [Fact]
    public void A_sign_off_names_its_body_and_a_reopening_forgets_it()
    {
        var signed = MaterialRules.Decide(
            Material(MaterialState.Reviewed), Act(MaterialCommand.SignOff, Leader), [Writer],
            Text).Value;
        Assert.Equal(Leader, signed.SignedOrg);
        var opened = MaterialRules.Decide(
            signed, Act(MaterialCommand.Reopen, Office, "数据有误"), [Writer], Text).Value;
        Assert.Null(opened.SignedOrg);
        Assert.Null(opened.SignedAt);
    }
}
