using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Tasks;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Domain.Responsibilities;

namespace CivicLoop.Tests.Domain.Tasks;

public sealed class TaskDeciderTests
{
    private const string Path = "/t-city/t-west/t-west-1/t-west-1-1/";

    public static TheoryData<TaskState, TaskCommand> EveryPair
    {
        get
        {
            var pairs = new TheoryData<TaskState, TaskCommand>();
            foreach (var state in Enum.GetValues<TaskState>())
            {
                foreach (var command in Enum.GetValues<TaskCommand>())
                {
                    pairs.Add(state, command);
                }
            }

            return pairs;
        }
    }

    [Theory, MemberData(nameof(EveryPair))]
    public void A_step_is_taken_where_the_table_says_so_and_by_that_side_alone(
        TaskState state, TaskCommand command)
    {
        var edge = TaskWorkflow.Find(state, command);
        foreach (var (caller, side) in new[]
        {
            (TestCallers.Community, TaskSide.Unit), (TestCallers.Office, TaskSide.Issuer),
        })
        {
            var outcome = Decide(SamplePlans.Task(state), command, caller);
            if (edge is null)
            {
                Assert.Equal(ProblemCode.TaskStepNotNow, outcome.Problem?.Code);
            }
            else if (edge.Side == side || edge.Side == TaskSide.Program)
            {
                Assert.Equal(edge.To ?? state, outcome.Value.Task.State);
                Assert.Equal(2, outcome.Value.Step.N);
            }
            else
            {
                Assert.Equal(ProblemCode.NotPermitted, outcome.Problem?.Code);
            }
        }
    }

    [Fact]
    public void Another_unit_does_nothing_and_the_one_above_may_help() => Assert.Multiple(
        () => Assert.Equal(
            ProblemCode.OutsideScope,
            Decide(SamplePlans.Task(), TaskCommand.Report, TestCallers.Water).Problem?.Code),
        () => Assert.Null(
            Decide(SamplePlans.Task(), TaskCommand.Report, TestCallers.West).Problem));

    [Fact]
    public void Nobody_confirms_what_the_own_unit_did()
    {
        var own = SamplePlans.Task(TaskState.Reported) with
        {
            UnitCode = TestPack.SupervisionCentre,
        };
        Assert.Equal(
            ProblemCode.CheckedByDoer,
            Decide(own, TaskCommand.Confirm, TestCallers.Office).Problem?.Code);
    }

    [Fact]
    public void A_part_is_confirmed_by_the_unit_above()
    {
        var part = SamplePlans.Task(TaskState.Reported) with { IssuerCode = "t-west" };
        Assert.Equal(
            TaskState.Done,
            Decide(part, TaskCommand.Confirm, TestCallers.West).Value.Task.State);
    }

    [Fact]
    public void What_was_decomposed_is_done_when_its_parts_are()
    {
        var whole = SamplePlans.Task(TaskState.Acknowledged) with { Parts = 2, PartsEnded = 1 };
        Assert.Equal(
            ProblemCode.TaskPartsOpen,
            Decide(whole, TaskCommand.Report, TestCallers.Community).Problem?.Code);
        Assert.Null(Decide(
            whole with { PartsEnded = 2 }, TaskCommand.Report, TestCallers.Community).Problem);
        Assert.Equal(
            ProblemCode.TaskHasParts,
            Decide(whole, TaskCommand.Split, TestCallers.Community).Problem?.Code);
    }

    [Fact]
    public void A_day_moves_only_later()
    {
        var task = SamplePlans.Task();
        var early = new TaskAction(TaskCommand.Extend, "理由", Due: task.DueDay);
        Assert.Equal(
            ProblemCode.TaskDuePast,
            TaskDecider.Decide(
                task, early, TestCallers.Office, Path, SampleDuties.Day, TestCity.Start)
                .Problem?.Code);
    }

    private static Outcome<TaskDecision> Decide(
        UnitTask task, TaskCommand command, Caller caller) =>
        TaskDecider.Decide(
            task,
            new TaskAction(
                command, "说明", "t-east", SampleDuties.Day.AddDays(30), "account:next", 2),
            caller, Path, SampleDuties.Day, TestCity.Start);
}
