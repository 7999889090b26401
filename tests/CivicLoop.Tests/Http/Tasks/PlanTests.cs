using System.Net;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Responsibilities;

namespace CivicLoop.Tests.Http.Tasks;

/// <summary>Plans from the draft to the tasks of the units.</summary>
public sealed class PlanTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_plan_is_previewed_published_and_its_progress_added_up_from_the_bottom(
        DatabaseEngine engine)
    {
        await using var city = await TaskCity.StartAsync(engine);
        var id = (await city.DraftAsync()).Id();
        var preview = await city.GetAsync($"/api/v1/task-plans/{id}/preview", "office");
        Assert.Equal(3, preview.Number("tasks"));
        Assert.Equal(0, preview.Number("gapCount"));
        Assert.Empty(preview.GetProperty("over").EnumerateArray());
        // A preview asks nobody.
        Assert.Equal(0, (await city.ProgressAsync(id)).Number("units"));
        await city.DoAsync($"/api/v1/task-plans/{id}/publish", new { });
        Assert.Equal(
            ProblemCode.TaskPlanFixed,
            await city.RefuseAsync($"/api/v1/task-plans/{id}/publish", new { }));
        var task = await city.TaskAsync(id, "t-west-1-1");
        await city.StepAsync(task.Id(), "acknowledge", "community");
        await city.StepAsync(task.Id(), "report", "community", new { words = "已清理" });
        Assert.Equal(1, (await city.ProgressAsync(id)).Number("reported"));
        await city.DoAsync($"/api/v1/task-plans/{id}/confirm", new { });
        var shown = await city.GetAsync($"/api/v1/task-plans/{id}", "office");
        Assert.Equal(1, shown.GetProperty("plan").GetProperty("progress").Number("done"));
        Assert.Equal(
            [2, 1],
            shown.GetProperty("districts").EnumerateArray().Select(one => one.Number("units")));
        Assert.Contains("清理楼道堆物", await city.PageAsync($"/console/tasks/plans/plan?id={id}"));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Nothing_is_published_while_nobody_answers_for_it(DatabaseEngine engine)
    {
        await using var city = await DutyCity.StartAsync(engine);
        var id = (await city.DraftAsync()).Id();
        var preview = await city.GetAsync($"/api/v1/task-plans/{id}/preview", "office");
        Assert.Equal(1, preview.Number("gapCount"));
        Assert.Equal(
            ProblemCode.PlanNotCovered,
            await city.RefuseAsync($"/api/v1/task-plans/{id}/publish", new { reason = "急" }));
        Assert.Contains("无人负责", await city.PageAsync($"/console/tasks/plans/plan?id={id}"));
        await city.DoAsync("/api/v1/duties", DutyCity.Lead(TestPack.Water));
        await city.DoAsync($"/api/v1/task-plans/{id}/publish", new { });
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_week_beyond_the_limit_needs_a_reason_everybody_reads(
        DatabaseEngine engine)
    {
        await using var city = await TaskCity.StartAsync(engine);
        await city.DoAsync("/api/v1/burden/limits", new { tasks = 1, perAsker = 9 });
        await city.PublishAsync();
        var id = (await city.DraftAsync(
            ("title", "擦拭公交站台"), ("firstDue", "2026-12-03"), ("repeat", "Weekly"),
            ("lastDue", "2026-12-24"), ("kind", "Form"), ("facts", "站台数"))).Id();
        // Other kinds of asks are limited by themselves.
        var form = await city.GetAsync($"/api/v1/task-plans/{id}/preview", "office");
        Assert.Empty(form.GetProperty("over").EnumerateArray());
        Assert.Equal(4, form.Number("rounds"));
        var second = (await city.DraftAsync(
            ("title", "擦拭站台"), ("minutes", "30"), ("level", "District"))).Id();
        // The same criteria again for the same week: one of the units has it already.
        var preview = await city.GetAsync($"/api/v1/task-plans/{second}/preview", "office");
        Assert.Equal(1, preview.Number("joined"));
        await city.DoAsync("/api/v1/burden/limits", new { tasks = 0 });
        var path = $"/api/v1/task-plans/{second}/publish";
        Assert.Equal(ProblemCode.BurdenPassed, await city.RefuseAsync(path, new { }));
        await city.DoAsync(path, new { reason = "迎接年度复查" });
        var burden = await city.PageAsync("/burden?week=2026-12-01");
        Assert.Contains("迎接年度复查", burden);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task At_night_the_units_hear_of_it_in_the_morning(DatabaseEngine engine)
    {
        await using var city = await TaskCity.StartAsync(engine);
        var id = (await city.DraftAsync()).Id();
        city.Time.Advance(TimeSpan.FromHours(12)); // ten at night
        var path = $"/api/v1/task-plans/{id}/publish";
        Assert.Equal(ProblemCode.QuietHours, await city.RefuseAsync(path, new { }));
        await city.DoAsync(path, new { wait = true });
        var task = await city.TaskAsync(id, "t-east");
        Assert.Equal(
            new DateTimeOffset(2026, 11, 25, 9, 0, 0, TimeSpan.FromHours(8)),
            task.GetProperty("sentAt").GetDateTimeOffset());
        var week = (await city.GetAsync("/api/v1/burden?week=2026-12-04"))
            .GetProperty("week").GetProperty("all");
        Assert.Equal((3, 0), (week.Number("tasks"), week.Number("quiet")));
        var second = (await city.DraftAsync(("kind", "Form"), ("facts", "户数"))).Id();
        await city.DoAsync($"/api/v1/task-plans/{second}/publish", new { reason = "汛情" });
        week = (await city.GetAsync("/api/v1/burden?week=2026-12-04"))
            .GetProperty("week").GetProperty("all");
        Assert.Equal((3, 3), (week.Number("forms"), week.Number("quiet")));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Sites_of_a_kind_are_one_task_for_who_answers_for_them(
        DatabaseEngine engine)
    {
        await using var city = await TaskCity.StartAsync(engine, withSite: true);
        await city.DoAsync(
            "/api/v1/duties", DutyCity.Duty("SiteKind", "S01", "LeadDepartment", TestPack.Water));
        await city.DoAsync(
            "/api/v1/duties", DutyCity.Duty("Site", "P-1", "SiteKeeper", TestPack.Water));
        var id = await city.PublishAsync(("target", "SiteKind"), ("siteKind", "S01"));
        var task = await city.TaskAsync(id, "t-west-1-1");
        Assert.Equal("P-1", task.GetProperty("sites")[0].GetString());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_plan_says_what_it_must_and_names_what_is_known(DatabaseEngine engine)
    {
        await using var city = await TaskCity.StartAsync(engine);
        foreach (var (field, value, code) in new[]
        {
            ("title", "", ProblemCode.FieldRequired),
            ("basisName", "", ProblemCode.FieldRequired),
            ("criteria", "Z.9", ProblemCode.UnknownValue),
            ("edition", "none", ProblemCode.UnknownValue),
            ("target", "Units", ProblemCode.FieldRequired),
            ("firstDue", "2026-11-24", ProblemCode.TaskDuePast),
            ("minutes", "0", ProblemCode.FieldInvalid),
            ("repeat", "Weekly", ProblemCode.FieldRequired),
            ("kind", "Form", ProblemCode.FieldRequired),
            ("area", "none", ProblemCode.UnknownValue),
        })
        {
            Assert.Equal(
                code,
                await city.RefuseAsync("/api/v1/task-plans", TaskCity.Plan((field, value))));
        }

        Assert.Equal(
            ProblemCode.UnitNotKnown,
            await city.RefuseAsync(
                "/api/v1/task-plans", TaskCity.Plan(("target", "Units"), ("units", "无此单位"))));
        Assert.Equal(
            ProblemCode.NotPermitted,
            await city.RefuseAsync("/api/v1/task-plans", TaskCity.Plan(), "water"));
        var named = await city.PublishAsync(("target", "Units"), ("units", "单位d-water"));
        Assert.Equal("Sent", (await city.TaskAsync(named, TestPack.Water)).State());
    }

    [Fact]
    public async Task The_form_shows_the_fields_of_the_chosen_target_and_keeps_what_was_typed()
    {
        await using var city = await TaskCity.StartAsync(DatabaseEngine.Sqlite);
        var page = await city.PageAsync("/console/tasks/plans/form");
        Assert.Contains("id=\"level\"", page);
        Assert.DoesNotContain("id=\"units\"", page);
        Assert.DoesNotContain("id=\"siteKind\"", page);
        using var resident = await city.Http.GetAsync("/console/tasks/plans/form");
        Assert.NotEqual(HttpStatusCode.OK, resident.StatusCode);
    }
}
