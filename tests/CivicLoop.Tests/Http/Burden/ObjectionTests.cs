using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Responsibilities;
using CivicLoop.Tests.Http.Tasks;

namespace CivicLoop.Tests.Http.Burden;

/// <summary>Units that object to what they are asked for, and who answers.</summary>
public sealed class ObjectionTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_merged_request_goes_on_in_the_other_task_and_counts_for_both_plans(
        DatabaseEngine engine)
    {
        await using var city = await TaskCity.StartAsync(engine);
        var first = await city.PublishAsync();
        var second = await city.PublishAsync(("title", "楼道清理回头看"), ("kind", "Form"),
            ("facts", "清理楼道数"));
        var kept = (await city.TaskAsync(first, "t-west-1-1")).Id();
        var gone = (await city.TaskAsync(second, "t-west-1-1")).Id();
        var objection = await ObjectAsync(city, gone);
        var path = $"/api/v1/objections/{objection}/answer";
        Assert.Equal(
            ProblemCode.FieldRequired,
            await city.RefuseAsync(path, new { verdict = "Merge", answer = "合并" }));
        Assert.Equal(
            ProblemCode.UnknownValue,
            await city.RefuseAsync(path, new { verdict = "Merge", answer = "合并", into = gone }));
        await city.DoAsync(path, new { verdict = "Merge", answer = "合并办理", into = kept });
        var merged = await city.GetAsync($"/api/v1/tasks/{gone}", "office");
        Assert.Equal("Cancelled", merged.GetProperty("task").State());
        // The plan is no unit short: the other task carries it.
        Assert.Equal(3, (await city.ProgressAsync(second)).Number("units"));
        await city.StepAsync(kept, "report", "community", new { words = "都清了" });
        await city.StepAsync(kept, "confirm", "office");
        Assert.Equal(1, (await city.ProgressAsync(first)).Number("done"));
        Assert.Equal(1, (await city.ProgressAsync(second)).Number("done"));
        var shown = await city.GetAsync($"/api/v1/tasks/{kept}", "community");
        Assert.Equal(
            "楼道清理回头看", shown.GetProperty("joined")[0].GetProperty("title").GetString());
        var week = await city.GetAsync("/api/v1/burden/units/t-west-1-1", "community");
        var load = week.GetProperty("weeks")[0];
        Assert.Equal((1, 0), (load.Number("tasks"), load.Number("forms")));
        var page = await city.PageAsync(
            $"/console/burden/objection?id={objection}", "community");
        Assert.Contains("合并办理", page);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Who_asks_may_give_way_but_only_another_body_may_dismiss(
        DatabaseEngine engine)
    {
        await using var city = await TaskCity.StartAsync(engine);
        var plan = await city.PublishAsync();
        var task = (await city.TaskAsync(plan, "t-west-1-1")).Id();
        Assert.Equal(
            ProblemCode.OutsideScope,
            await city.RefuseAsync("/api/v1/objections", Input(task), "water"));
        var objection = await ObjectAsync(city, task);
        Assert.Equal(
            ProblemCode.AlreadyExists,
            await city.RefuseAsync("/api/v1/objections", Input(task), "community"));
        var shown = await city.GetAsync($"/api/v1/objections/{objection}", "water");
        // Three working days later at the same hour: Friday.
        Assert.Equal(
            new DateTimeOffset(2026, 11, 27, 10, 0, 0, TimeSpan.FromHours(8)),
            shown.GetProperty("answerDue").GetDateTimeOffset());
        var path = $"/api/v1/objections/{objection}/answer";
        var no = new { verdict = "Dismiss", answer = "年度重点，工作量合理" };
        Assert.Equal(ProblemCode.DismissedByAsker, await city.RefuseAsync(path, no));
        Assert.Equal(ProblemCode.OutsideScope, await city.RefuseAsync(path, no, "community"));
        await city.DoAsync(path, no, "keeper");
        Assert.Equal("Sent", (await city.GetAsync($"/api/v1/tasks/{task}", "office"))
            .GetProperty("task").State());
        Assert.Equal(ProblemCode.ObjectionDecided, await city.RefuseAsync(path, no, "keeper"));
        var ever = (await city.GetAsync("/api/v1/burden")).GetProperty("ever");
        Assert.Equal((1, 1), (ever.Number("dismissed"), ever.Number("inTime")));
        Assert.Contains("三个工作日", await city.PageAsync("/console/burden/objections", "water"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_is_granted_is_done_at_once(DatabaseEngine engine)
    {
        await using var city = await TaskCity.StartAsync(engine);
        var plan = await city.PublishAsync();
        foreach (var (unit, verdict, input, state) in new (string, string, object, string)[]
        {
            ("t-west-1-1", "Extend",
                new { verdict = "Extend", answer = "延一周", due = "2026-12-11" }, "Sent"),
            ("t-west-1-1", "Withdraw", new { verdict = "Withdraw", answer = "撤回" }, "Cancelled"),
        })
        {
            var task = (await city.TaskAsync(plan, unit)).Id();
            var objection = await ObjectAsync(city, task);
            var done = await city.DoAsync(
                $"/api/v1/objections/{objection}/answer", input, "keeper");
            Assert.Equal(verdict, done.GetProperty("remedy").GetString());
            Assert.Equal(state, (await city.TaskAsync(plan, unit)).State());
        }

        var weeks = await city.GetAsync("/api/v1/burden/units/t-west-1-1", "community");
        Assert.Empty(weeks.GetProperty("weeks").EnumerateArray());
        Assert.Equal(2, (await city.ProgressAsync(plan)).Number("units"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task An_objection_is_taken_back_by_who_made_it(DatabaseEngine engine)
    {
        await using var city = await TaskCity.StartAsync(engine);
        var plan = await city.PublishAsync();
        var objection = await ObjectAsync(
            city, (await city.TaskAsync(plan, "t-west-1-1")).Id());
        var path = $"/api/v1/objections/{objection}/withdraw";
        Assert.Equal(ProblemCode.OutsideScope, await city.RefuseAsync(path, new { }, "west"));
        var taken = await city.DoAsync(path, new { }, "community");
        Assert.Equal("Withdrawn", taken.State());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Limits_are_set_by_who_keeps_the_burden_and_read_by_everybody(
        DatabaseEngine engine)
    {
        await using var city = await TaskCity.StartAsync(engine);
        Assert.Equal(
            ProblemCode.NotPermitted,
            await city.RefuseAsync("/api/v1/burden/limits", new { tasks = 9 }, "community"));
        Assert.Equal(
            ProblemCode.FieldInvalid,
            await city.RefuseAsync("/api/v1/burden/limits", new { tasks = -1 }, "keeper"));
        var caps = await city.DoAsync("/api/v1/burden/limits", new { tasks = 9 }, "keeper");
        Assert.Equal((9, 2), (caps.Number("tasks"), caps.Number("forms")));
        using var page = await city.Http.GetAsync("/burden");
        Assert.Contains("任务 9", await page.Content.ReadAsStringAsync());
        await city.PublishAsync();
        var west = await city.PageAsync("/console/burden?unit=t-west-1-1&week=2026-12-01");
        Assert.Contains("清理楼道堆物", west);
        Assert.Contains("减负计量", await city.PageAsync("/console/burden", "community"));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    private static object Input(string task) => new
    {
        source = "task", id = task, reason = "Repeated", text = "与楼道清理是同一件事",
    };

    private static async Task<string> ObjectAsync(TestCity city, string task) =>
        (await city.DoAsync("/api/v1/objections", Input(task), "community")).Id();
}
