using System.Text.Json;
using CivicLoop.Domain.Scores;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Participation;

namespace CivicLoop.Tests.Http.Scores;

/// <summary>What an evaluation counts, and that every number opens to its cases.</summary>
public sealed class EvaluationTests
{
    private const string November = "from=2026-11-01&to=2026-11-30";

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Counts_follow_the_cases_through_the_loop(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var closed = await CloseAsync(city);
        var (late, _) = await city.ReportAsync(lon: 102.03);
        await city.ActAsync("office", late, "accept");
        await city.ActAsync("office", late, "dispatch");
        city.Time.Advance(TimeSpan.FromDays(5));

        var counts = await CountsAsync(city);
        Assert.Equal(2, Count(counts, Measure.Reported));
        Assert.Equal(2, Count(counts, Measure.CloseDue));
        Assert.Equal(1, Count(counts, Measure.Closed));
        Assert.Equal(1, Count(counts, Measure.ClosedOnTime));
        Assert.Equal(1, Count(counts, Measure.OpenOverdue));
        Assert.Equal(2, Count(counts, Measure.RectifyDue));
        Assert.Equal(1, Count(counts, Measure.RectifiedOnTime));
        Assert.NotEqual(closed, late);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Every_number_opens_a_list_of_as_many_cases(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        await CloseAsync(city);
        await city.ReportAsync(lon: 102.03);
        city.Time.Advance(TimeSpan.FromDays(3));
        var counts = await CountsAsync(city);
        foreach (var measure in Enum.GetValues<Measure>())
        {
            var behind = await city.GetAsync(
                $"/api/v1/evaluation/cases?measure={measure}&by=District"
                + $"&key={TestPack.West}&{November}",
                "office");
            Assert.Equal(
                Count(counts, measure), behind.GetProperty("items").GetArrayLength());
        }
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_case_closed_early_counts_where_it_was_due(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        await CloseAsync(city);
        city.Time.Advance(TimeSpan.FromDays(30));
        var later = await city.GetAsync(
            "/api/v1/evaluation?from=2026-12-01&to=2026-12-31", "office");
        Assert.Equal(0, Count(later.GetProperty("city").GetProperty("counts"), Measure.CloseDue));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_same_problem_again_within_thirty_days_is_a_recurrence(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        await CloseAsync(city);
        city.Time.Advance(TimeSpan.FromHours(26));
        var (again, _) = await city.ReportAsync();
        await city.ActAsync("office", again, "accept");
        city.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(1, Count(await CountsAsync(city), Measure.Recurred));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Closed_but_not_fixed_counts_as_open_again_and_as_a_reporter_not_satisfied(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, secret) = await city.ReportAsync();
        await CloseAsync(city, number);
        city.Time.Advance(TimeSpan.FromDays(5));
        Assert.Equal(1, Count(await CountsAsync(city), Measure.Closed));
        using var reporter = new Visitor(city);
        await reporter.OpenAsync($"/cases/{number}?secret={secret}");
        await reporter.SendAsync($"/cases/{number}?handler=NotFixed", ("reason", "Still there"));
        // It counts as closed no longer, and against the unit once its new limit has passed.
        Assert.Equal(0, Count(await CountsAsync(city), Measure.Closed));
        city.Time.Advance(TimeSpan.FromDays(10));
        var counts = await CountsAsync(city, "from=2026-11-01&to=2026-12-31");
        Assert.Equal(
            (1, 0, 1), (Count(counts, Measure.CloseDue), Count(counts, Measure.Closed),
                Count(counts, Measure.OpenOverdue)));
        Assert.Equal(
            (1, 0), (Count(counts, Measure.Answered), Count(counts, Measure.Satisfied)));
    }

    private static async Task<string> CloseAsync(TestCity city)
    {
        var (number, _) = await city.ReportAsync();
        await CloseAsync(city, number);
        return number;
    }

    private static async Task CloseAsync(TestCity city, string number)
    {
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch");
        await city.ActAsync("bureau", number, "rectify", new { text = "已清运" });
        await city.ActAsync("office", number, "pass-check", new { text = "干净" });
        await city.ActAsync("office", number, "close");
    }

    private static async Task<JsonElement> CountsAsync(
        TestCity city, string period = November) =>
        (await city.GetAsync($"/api/v1/evaluation?{period}", "office"))
            .GetProperty("city").GetProperty("counts");

    private static int Count(JsonElement counts, Measure measure) =>
        counts.GetProperty(measure.ToString()).GetInt32();
}
