using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Notices;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Notices;
using CivicLoop.Tests.City;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.Cases;

/// <summary>A slip of the hand is taken back; a decision others acted on is not.</summary>
public sealed class TakeBackTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_dispatch_taken_back_leaves_the_case_as_it_was_and_tells_nobody(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync(contact: new { email = "r@example.org" });
        await ProveAsync(city);
        var before = await city.ActAsync("office", number, "accept");
        city.Time.Advance(TimeSpan.FromMinutes(6));
        await city.ActAsync("office", number, "dispatch", new { unit = TestPack.Water });
        var after = await city.ActAsync("office", number, "take-back");
        foreach (var field in new[]
        {
            "state", "unit", "lineClock", "territoryClock", "nextDueAt", "description",
        })
        {
            Assert.Equal(
                before.GetProperty(field).ToString(), after.GetProperty(field).ToString());
        }

        await city.Service<DeliverNotices>().RunAsync(default);
        await using var context = city.City.Database.OpenContext();
        var told = await context.Set<OutboxMessage>().Select(row => row.Template).Order()
            .ToListAsync();
        Assert.Equal(["case-accepted", "contact-proof"], told);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
        var timeline = await city.GetAsync($"/api/v1/cases/{number}/timeline", "office");
        var last = timeline.GetProperty("items").EnumerateArray().Last();
        Assert.Equal("Dispatch", last.GetProperty("step").GetProperty("undoes").GetString());
        await city.ActAsync("office", number, "dispatch");
    }

    // The reporter pressed the link: only a proven address hears of steps.
    private static Task<Outcome<int>> ProveAsync(TestCity city) =>
        city.City.Database.WriteAsync(async session => (Outcome<int>)await session.ExecuteAsync(
            "UPDATE case_reporters SET verified_at = @now", ("@now", city.Time.GetUtcNow())));

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_step_of_another_an_old_one_or_one_that_was_followed_stays(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        Assert.Equal((int)ProblemCode.TakeBackPast, await BackAsync(city, "office", number));
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch");
        Assert.Equal((int)ProblemCode.TakeBackPast, await BackAsync(city, "bureau", number));
        await city.ActAsync("bureau", number, "note", new { text = "已在路上" });
        Assert.Equal((int)ProblemCode.TakeBackPast, await BackAsync(city, "office", number));
        await city.ActAsync("bureau", number, "rectify", new { text = "已清运" });
        city.Time.Advance(TimeSpan.FromMinutes(6));
        Assert.Equal((int)ProblemCode.TakeBackPast, await BackAsync(city, "bureau", number));
        await CaseUndo.ForgetDueAsync(city.City.Database, city.Time, default);
        await using var context = city.City.Database.OpenContext();
        Assert.Empty(await context.Set<StoredStep>().ToListAsync());
    }

    [Fact]
    public async Task Closing_is_no_slip_and_a_taking_back_is_not_taken_back()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var (number, _) = await city.ReportAsync();
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "take-back");
        Assert.Equal((int)ProblemCode.TakeBackPast, await BackAsync(city, "office", number));
        foreach (var command in new[] { "accept", "dispatch" })
        {
            await city.ActAsync("office", number, command);
        }

        await city.ActAsync("bureau", number, "rectify", new { text = "已清运" });
        await city.ActAsync("office", number, "pass-check", new { text = "干净" });
        await city.ActAsync("office", number, "close");
        Assert.Equal(
            (int)ProblemCode.CommandNotAllowedNow, await BackAsync(city, "office", number));
    }

    private static Task<int> BackAsync(TestCity city, string caller, string number) =>
        city.RefusedAsync(caller, number, "take-back");
}
