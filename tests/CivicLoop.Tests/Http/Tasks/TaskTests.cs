using System.Text.Json;
using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Notices;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Notices;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Responsibilities;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.Tasks;

/// <summary>Units at work on their tasks.</summary>
public sealed class TaskTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_task_is_acknowledged_reported_returned_and_confirmed(
        DatabaseEngine engine)
    {
        await using var city = await TaskCity.StartAsync(engine);
        var plan = await city.PublishAsync();
        var task = (await city.TaskAsync(plan, "t-west-1-1")).Id();
        var mine = await city.GetAsync("/api/v1/tasks?open=true", "community");
        Assert.Equal(task, mine.GetProperty("items")[0].Id());
        await city.StepAsync(task, "acknowledge", "community");
        await city.StepAsync(task, "note", "community", new { words = "一半楼道已清" });
        await city.StepAsync(task, "report", "community", new { words = "全部清完" });
        Assert.Equal(
            ProblemCode.FieldRequired,
            await city.RefuseAsync($"/api/v1/tasks/{task}/return", new { }));
        Assert.Equal(
            ProblemCode.NotPermitted,
            await city.RefuseAsync($"/api/v1/tasks/{task}/confirm", new { }, "community"));
        await city.StepAsync(task, "return", "office", new { words = "三单元还有" });
        await city.StepAsync(task, "report", "community", new { words = "三单元也清了" });
        Assert.Equal("Done", (await city.StepAsync(task, "confirm", "office")).State());
        Assert.Equal(
            ProblemCode.TaskStepNotNow,
            await city.RefuseAsync($"/api/v1/tasks/{task}/note", new { words = "x" }, "community"));
        var shown = await city.GetAsync($"/api/v1/tasks/{task}", "water");
        Assert.Equal(
            ["Send", "Acknowledge", "Note", "Report", "Return", "Report", "Confirm"],
            shown.GetProperty("steps").EnumerateArray()
                .Select(step => step.GetProperty("command").GetString()));
        Assert.Empty(shown.GetProperty("commands").EnumerateArray());
        Assert.Contains(
            "三单元也清了", await city.PageAsync($"/console/tasks/task?id={task}", "community"));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_notice_of_a_task_leads_to_the_task(DatabaseEngine engine)
    {
        await using var city = await TaskCity.StartAsync(engine);
        var plan = await city.PublishAsync();
        var task = (await city.TaskAsync(plan, "t-west-1-1")).Id();
        await using var context = city.City.Database.OpenContext();
        var notice = await context.Set<OutboxMessage>()
            .SingleAsync(row => row.Recipient == "org:t-west-1-1");
        Assert.Equal($"/console/tasks/task?id={task}", NoticesPage.AddressOf(notice));
        var page = await city.PageAsync("/console/notices", "community");
        Assert.Contains("新任务：清理楼道堆物", page);
        Assert.Contains(TaskCity.Due, page);
        var letter = city.Service<LetterLinks>().Under(
            notice with { Recipient = $"account:{Guid.Empty}" }, "", "a@example.org");
        Assert.EndsWith($"/console/tasks/task?id={task}", letter);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_unit_decomposes_its_task_further_and_reports_when_the_parts_are_done(
        DatabaseEngine engine)
    {
        await using var city = await TaskCity.StartAsync(engine);
        var plan = await city.PublishAsync(("level", "District"));
        var whole = (await city.TaskAsync(plan, "t-west")).Id();
        Assert.Equal(
            ProblemCode.UnitNotKnown,
            await city.RefuseAsync(
                $"/api/v1/tasks/{whole}/split", new { units = new[] { "t-east" } }, "west"));
        await city.StepAsync(whole, "split", "west", new { below = true, words = "逐栋清理" });
        Assert.Equal(
            ProblemCode.TaskPartsOpen,
            await city.RefuseAsync($"/api/v1/tasks/{whole}/report", new { }, "west"));
        var part = (await city.TaskAsync(plan, "t-west-1")).Id();
        // And once more, a level further down; a unit above may act for one below.
        await city.StepAsync(part, "split", "west", new { units = new[] { "t-west-1-1" } });
        var last = (await city.TaskAsync(plan, "t-west-1-1")).Id();
        await city.StepAsync(last, "report", "community");
        Assert.Equal(1, (await city.ProgressAsync(plan)).Number("reported"));
        await city.StepAsync(last, "confirm", "office");
        await city.StepAsync(part, "report", "west");
        // The district confirms what it asked for.
        await city.StepAsync(part, "confirm", "west");
        var done = await city.StepAsync(whole, "report", "west");
        Assert.Equal((1, 1), (done.Number("parts"), done.Number("partsEnded")));
        var progress = await city.ProgressAsync(plan);
        Assert.Equal((2, 1), (progress.Number("units"), progress.Number("done")));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_fact_is_entered_once_and_used_where_it_is_asked_again(
        DatabaseEngine engine)
    {
        await using var city = await TaskCity.StartAsync(engine);
        await city.DoAsync("/api/v1/burden/limits", new { forms = 9 });
        var first = await city.PublishAsync(("kind", "Form"), ("facts", "志愿者人数\n楼栋数"));
        var task = (await city.TaskAsync(first, "t-west-1-1")).Id();
        Assert.Equal(
            ProblemCode.FieldRequired,
            await city.RefuseAsync(
                $"/api/v1/tasks/{task}/report",
                new { facts = new Dictionary<string, string> { ["楼栋数"] = "12" } }, "community"));
        await city.StepAsync(task, "report", "community", new
        {
            facts = new Dictionary<string, string> { ["楼栋数"] = "12", ["志愿者人数"] = "86" },
        });
        // All of it is known: this unit is not asked.
        var again = (await city.DraftAsync(
            ("kind", "Form"), ("facts", "楼栋数"), ("title", "楼栋统计"))).Id();
        var preview = await city.GetAsync($"/api/v1/task-plans/{again}/preview", "office");
        Assert.Equal((2, 1), (preview.Number("tasks"), preview.Number("known")));
        await city.DoAsync($"/api/v1/task-plans/{again}/publish", new { });
        // Half of it is known: only the rest has to be written.
        var half = await city.PublishAsync(
            ("kind", "Form"), ("facts", "楼栋数\n电梯数"), ("title", "电梯统计"));
        var open = (await city.TaskAsync(half, "t-west-1-1")).Id();
        Assert.Contains(
            "value=\"12\"", await city.PageAsync($"/console/tasks/task?id={open}", "community"));
        await city.StepAsync(open, "report", "community", new
        {
            facts = new Dictionary<string, string> { ["电梯数"] = "3" },
        });
        var facts = (await city.GetAsync("/api/v1/facts/t-west-1-1", "office"))
            .GetProperty("items").EnumerateArray()
            .ToDictionary(one => one.GetProperty("name").GetString()!, one => one.Number("uses"));
        Assert.Equal(3, facts.Count);
        Assert.Equal(3, facts["楼栋数"]);
        var ever = (await city.GetAsync("/api/v1/burden")).GetProperty("ever");
        Assert.Equal((3, 5), (ever.Number("facts"), ever.Number("uses")));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Who_changes_post_hands_over_everything_with_a_line_on_where_it_stands(
        DatabaseEngine engine)
    {
        await using var city = await TaskCity.StartAsync(engine);
        var plan = await city.PublishAsync();
        var task = (await city.TaskAsync(plan, "t-west-1-1")).Id();
        await city.StepAsync(task, "acknowledge", "community");
        var stranger = new { from = "account:community", to = Guid.Empty, words = "剩三单元" };
        Assert.Equal(
            ProblemCode.UnknownValue,
            await city.RefuseAsync("/api/v1/tasks/hand-over", stranger, "community"));
        var next = await SeatAsync(city, "t-west-1-1");
        var body = new { from = "account:community", to = next, words = "剩三单元" };
        Assert.Contains("已离岗", await city.PageAsync("/console/tasks/hand-over", "community"));
        var done = await city.DoAsync("/api/v1/tasks/hand-over", body, "community");
        Assert.Equal(1, done.Number("tasks"));
        var page = await city.PageAsync($"/console/tasks/task?id={task}", "community");
        Assert.Contains("剩三单元", page);
        Assert.Contains("接手人员", page);
        var gone = await city.PageAsync("/console/tasks/hand-over", "community");
        Assert.DoesNotContain("已离岗", gone);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_days_of_a_unit_are_read_by_calendar_programs(DatabaseEngine engine)
    {
        await using var city = await TaskCity.StartAsync(engine);
        await city.PublishAsync(("title", "清理楼道堆物，含地下室；每栋都要检查并记录到位"));
        var made = await city.DoAsync("/api/v1/tasks/feed", new { }, "community");
        var address = new Uri(made.GetProperty("address").GetString()!).PathAndQuery;
        var text = await city.Http.GetStringAsync(address);
        Assert.StartsWith("BEGIN:VCALENDAR\r\n", text);
        Assert.Contains("DTSTART;VALUE=DATE:20261204", text);
        Assert.All(
            text.Split("\r\n"),
            line => Assert.True(System.Text.Encoding.UTF8.GetByteCount(line) <= 75, line));
        await city.DoAsync("/api/v1/tasks/feed", new { }, "community");
        using var old = await city.Http.GetAsync(address);
        Assert.Equal(System.Net.HttpStatusCode.NotFound, old.StatusCode);
    }

    private static async Task<Guid> SeatAsync(TestCity city, string unit)
    {
        var account = AccountWriter.New("next", "接手人员", TestCity.Start);
        await city.City.Database.WriteAsync(async session =>
        {
            await session.InsertAsync(account);
            await session.InsertAsync(new Post
            {
                Id = Ids.New(TestCity.Start), AccountId = account.Id, OrganizationCode = unit,
                RoleCode = BuiltInRoles.Handler, ScopePath = null, ScopeArea = null,
                FromAt = TestCity.Start.AddDays(-1), UntilAt = null,
            });
            return (Outcome<bool>)true;
        });
        return account.Id;
    }
}
