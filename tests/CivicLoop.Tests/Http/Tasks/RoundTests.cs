using CivicLoop.Domain;
using CivicLoop.Domain.Burden;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Modules.Tasks;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Domain.Standards;
using CivicLoop.Tests.Http.Responsibilities;

namespace CivicLoop.Tests.Http.Tasks;

/// <summary>Recurring tasks, and plans that go on under a new edition.</summary>
public sealed class RoundTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_next_round_is_asked_when_the_one_before_is_due_and_never_at_night(
        DatabaseEngine engine)
    {
        await using var city = await TaskCity.StartAsync(engine);
        var plan = await WeeklyAsync(city);
        await RunAsync(city);
        // Friday's round is due; the next one begins on Saturday, and is told on Monday.
        city.Time.Advance(TimeSpan.FromDays(11));
        await RunAsync(city);
        Assert.Equal(1, await RoundsAsync(city, plan));
        city.Time.Advance(TimeSpan.FromDays(2));
        // The city's own job may be asking too: a round is asked once.
        await Task.WhenAll(RunAsync(city), RunAsync(city));
        var shown = (await city.GetAsync($"/api/v1/task-plans/{plan}", "office"))
            .GetProperty("plan");
        Assert.Equal(2, shown.Number("rounds"));
        Assert.Equal("2026-12-18", shown.GetProperty("nextDue").GetString());
        Assert.Equal(6, shown.GetProperty("progress").Number("units"));
        Assert.Equal(3, shown.GetProperty("progress").Number("late"));
        await city.DoAsync($"/api/v1/task-plans/{plan}/end", new { });
        city.Time.Advance(TimeSpan.FromDays(7));
        await RunAsync(city);
        Assert.Equal(2, await RoundsAsync(city, plan));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_full_week_holds_a_later_round_back_until_there_is_room(
        DatabaseEngine engine)
    {
        await using var city = await TaskCity.StartAsync(engine);
        var plan = await WeeklyAsync(city);
        await FillAsync(city, "t-east", new DateOnly(2026, 12, 11));
        city.Time.Advance(TimeSpan.FromDays(13));
        await RunAsync(city);
        var held = (await city.GetAsync(
            $"/api/v1/tasks?plan={plan}&unit=t-east&state=Held", "office"))
            .GetProperty("items")[0];
        // What is held back is nobody's work yet.
        var open = await city.GetAsync("/api/v1/tasks?unit=t-east&open=true&state=Held", "office");
        Assert.Empty(open.GetProperty("items").EnumerateArray());
        Assert.Equal(1, (await city.ProgressAsync(plan)).Number("held"));
        await city.DoAsync("/api/v1/burden/limits", new { tasks = 99, minutes = 9999 });
        await RunAsync(city);
        var sent = await city.GetAsync($"/api/v1/tasks/{held.Id()}", "office");
        Assert.Equal("Sent", sent.GetProperty("task").State());
        Assert.Equal(0, (await city.ProgressAsync(plan)).Number("held"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_was_held_back_until_its_day_passed_is_not_asked_afterwards(
        DatabaseEngine engine)
    {
        await using var city = await TaskCity.StartAsync(engine);
        var plan = await WeeklyAsync(city);
        await FillAsync(city, "t-east", new DateOnly(2026, 12, 11));
        city.Time.Advance(TimeSpan.FromDays(13));
        await RunAsync(city);
        Assert.Equal(1, (await city.ProgressAsync(plan)).Number("held"));
        await city.DoAsync($"/api/v1/task-plans/{plan}/end", new { });
        city.Time.Advance(TimeSpan.FromDays(7));
        await RunAsync(city);
        var progress = await city.ProgressAsync(plan);
        Assert.Equal((5, 0), (progress.Number("units"), progress.Number("held")));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Half_done_work_goes_on_under_the_new_edition(DatabaseEngine engine)
    {
        var pack = TestPack.Create();
        var second = SampleEditions.Draft("e-2");
        await using var city = await TestCity.StartAsync(engine, pack with
        {
            Editions =
            [
                new PackEdition(
                    SampleEditions.Draft(), DutyCity.Begin),
                new PackEdition(second, new DateOnly(2027, 1, 1)),
            ],
        });
        await city.DoAsync("/api/v1/duties", DutyCity.Lead(TestPack.Water, "2026-01-01"));
        var plan = await WeeklyAsync(city);
        var task = (await city.TaskAsync(plan, "t-west-1-1")).Id();
        await city.StepAsync(task, "acknowledge", "community");
        await city.StepAsync(task, "note", "community", new { words = "清了一半" });
        var done = (await city.TaskAsync(plan, "t-west-1")).Id();
        await city.StepAsync(done, "report", "west");
        await city.StepAsync(done, "confirm", "office");
        var look = await city.DoAsync(
            "/api/v1/task-plans/carry?from=e-1&to=e-2&dryRun=true", new { });
        var would = look.GetProperty("items")[0];
        Assert.Equal((2, 1), (would.Number("open"), would.Number("begun")));
        Assert.Equal(1, (await city.ProgressAsync(plan)).Number("done"));
        await city.DoAsync("/api/v1/task-plans/carry?from=e-1&to=e-2", new { });
        var old = (await city.GetAsync($"/api/v1/task-plans/{plan}", "office"))
            .GetProperty("plan");
        Assert.Equal("Carried", old.State());
        // What ended stays, so that the old year can be read again.
        Assert.Equal(1, old.GetProperty("progress").Number("units"));
        var shown = await city.GetAsync($"/api/v1/tasks/{task}", "community");
        Assert.Equal("Acknowledged", shown.GetProperty("task").State());
        Assert.Contains(
            shown.GetProperty("steps").EnumerateArray(),
            step => step.GetProperty("words").GetString() == "清了一半");
        var next = shown.GetProperty("task").GetProperty("planId").GetString()!;
        Assert.NotEqual(plan, next);
        Assert.Equal(2, (await city.ProgressAsync(next)).Number("units"));
        Assert.Contains("e-2", await city.PageAsync($"/console/tasks/plans/plan?id={next}"));
        // Rounds go on where they were.
        await city.StepAsync(task, "report", "community", new { words = "清完" });
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    private static Task<string> WeeklyAsync(TestCity city) =>
        city.PublishAsync(("repeat", "Weekly"), ("lastDue", "2026-12-31"));

    private static async Task<int> RoundsAsync(TestCity city, string plan) =>
        (await city.GetAsync($"/api/v1/task-plans/{plan}", "office"))
            .GetProperty("plan").Number("rounds");

    private static Task<int> RunAsync(TestCity city) => city.Service<AskRounds>().RunAsync(default);

    private static async Task FillAsync(TestCity city, string unit, DateOnly due)
    {
        var count = city.Service<CountAsk>();
        await city.City.Database.WriteAsync(async session =>
        {
            for (var n = 0; n < BurdenCaps.Usual.Tasks; n++)
            {
                await count.AddAsync(session, new AskInput(
                    AskKind.Task, "visit", Ids.New(TestCity.Start), unit, $"asker-{n}", due,
                    TestCity.Start, 10, "其他任务"));
            }

            return (Outcome<bool>)true;
        });
    }
}
