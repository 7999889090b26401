using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Tests.Domain.Cases;

/// <summary>The workflow table is the law: tested over every state, command and permission.
/// </summary>
public sealed class CaseWorkflowTests
{
    [Fact]
    public void Every_command_in_every_state_is_allowed_to_its_permission_alone()
    {
        foreach (var (state, command, permission) in Triples())
        {
            var decided = CaseDecider.Decide(
                SampleCases.In(state), SampleCases.Full(command, SampleCases.With(permission)),
                SampleCases.Rules, SampleCases.Now);
            var edge = CaseWorkflow.Find(state, command);
            var said = $"{state} × {command} × {permission}: {decided.Problem}";
            if (edge is null)
            {
                Assert.True(decided.Problem?.Code == ProblemCode.CommandNotAllowedNow, said);
            }
            else if (edge.Permission == permission || edge.Permission == Permission.Anyone)
            {
                Assert.True(decided.Problem is null, said);
                Assert.True(
                    command is CaseCommand.Unmerge or CaseCommand.TakeBack
                    || decided.Value.After.State == (edge.To ?? state), said);
            }
            else
            {
                Assert.True(decided.Problem?.Code == ProblemCode.NotPermitted, said);
            }
        }
    }

    [Fact]
    public void A_permission_held_elsewhere_does_not_reach_the_case()
    {
        foreach (var edge in CaseWorkflow.Edges.Where(edge => edge.Permission != Permission.Anyone))
        {
            var elsewhere = SampleCases.With(edge.Permission) with
            {
                Grants = [new Grant(edge.Permission, new Scope(null, "990102000000"))],
            };
            var decided = CaseDecider.Decide(
                SampleCases.In(edge.From[0]), SampleCases.Full(edge.Command, elsewhere),
                SampleCases.Rules, SampleCases.Now);
            Assert.Equal(ProblemCode.OutsideScope, decided.Problem?.Code);
        }
    }

    [Fact]
    public void Whatever_a_row_needs_is_asked_for_by_name()
    {
        var fields = new Dictionary<CaseNeeds, string>
        {
            [CaseNeeds.Reason] = "reason",
            [CaseNeeds.Text] = "text",
            [CaseNeeds.Unit] = "unit",
            [CaseNeeds.Until] = "until",
            [CaseNeeds.ReviewDate] = "reviewDate",
            [CaseNeeds.OtherCase] = "otherCase",
            [CaseNeeds.Parts] = "parts",
            [CaseNeeds.Class] = "class",
            [CaseNeeds.Place] = "lat",
        };
        foreach (var edge in CaseWorkflow.Edges)
        {
            var asked = fields.Where(pair => edge.Needs.HasFlag(pair.Key))
                .Select(pair => pair.Value).ToHashSet();
            var decided = CaseDecider.Decide(
                SampleCases.In(edge.From[0]),
                new CaseAction(edge.Command, SampleCases.With(edge.Permission)),
                SampleCases.Rules, SampleCases.Now);
            if (asked.Count > 0)
            {
                Assert.Equal(ProblemCode.FieldRequired, decided.Problem?.Code);
                Assert.Contains(decided.Problem!.Field!, asked);
            }
        }
    }

    [Fact]
    public void No_state_is_a_dead_end_and_every_state_can_be_reached()
    {
        var reached = CaseWorkflow.Edges.Select(edge => edge.To).OfType<CaseState>()
            .Append(CaseState.Reported).ToHashSet();
        Assert.All(Enum.GetValues<CaseState>(), state => Assert.Contains(state, reached));
        foreach (var state in Enum.GetValues<CaseState>().Where(CaseWorkflow.IsOpen))
        {
            Assert.Contains(
                CaseWorkflow.Edges, edge => edge.From.Contains(state) && edge.To is not null);
        }
    }

    [Fact]
    public void An_open_state_waits_in_somebodys_worklist_unless_its_parts_do()
    {
        var listed = Duty.All.SelectMany(duty => duty.States).ToHashSet();
        Assert.Equal(
            [CaseState.Split],
            Enum.GetValues<CaseState>().Where(CaseWorkflow.IsOpen)
                .Where(state => !listed.Contains(state)));
    }

    [Fact]
    public void Every_row_that_starts_from_an_ended_state_says_why_or_only_notes()
    {
        var moving = CaseWorkflow.Edges.Where(edge =>
            edge.To is { } to && CaseWorkflow.IsOpen(to)
            && edge.From.All(from => !CaseWorkflow.IsOpen(from)));
        Assert.All(moving, edge => Assert.True(edge.Needs.HasFlag(CaseNeeds.Reason)));
    }

    private static IEnumerable<(CaseState, CaseCommand, Permission)> Triples() =>
        from state in Enum.GetValues<CaseState>()
        from command in Enum.GetValues<CaseCommand>()
        from permission in Enum.GetValues<Permission>()
        select (state, command, permission);
}
