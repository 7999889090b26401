using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http;

/// <summary>The loop as other programs walk it.</summary>
public sealed class CaseLoopTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_case_that_is_split_a_second_time_goes_on_counting_its_parts(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        await city.ActAsync("office", number, "accept");
        var halves = new
        {
            reason = "two",
            parts = new[] { new { @class = TestPack.Rubbish }, new { @class = TestPack.Rubbish } },
        };
        await city.ActAsync("office", number, "split", halves);
        foreach (var part in new[] { $"{number}-1", $"{number}-2" })
        {
            await city.ActAsync("office", part, "dispatch");
            await city.ActAsync("bureau", part, "rectify", new { text = "done" });
            await city.ActAsync("office", part, "pass-check", new { text = "ok" });
            await city.ActAsync("office", part, "close");
        }

        await city.ActAsync("office", number, "close");
        await city.ActAsync("office", number, "reopen", new { reason = "again" });
        await city.ActAsync("office", number, "split", halves);
        var third = await city.GetAsync($"/api/v1/cases/{number}-3", "office");
        Assert.Equal("Accepted", third.GetProperty("state").GetString());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_report_is_opened_dispatched_fixed_checked_and_closed(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, secret) = await city.ReportAsync();

        await city.ActAsync("office", number, "accept");
        var dispatched = await city.ActAsync("office", number, "dispatch");
        Assert.Equal(
            TestPack.WestBureau, dispatched.GetProperty("unit").GetProperty("code").GetString());
        Assert.Equal(
            "t-west-1-1", dispatched.GetProperty("territory").GetProperty("code").GetString());
        Assert.Equal(
            TestCity.Start.AddHours(6), // four working hours from 10:00, with the noon break
            dispatched.GetProperty("lineClock").GetProperty("dueAt").GetDateTimeOffset()
                + TimeSpan.FromHours(1));

        await city.ActAsync("bureau", number, "rectify", new { text = "已清运" });
        Assert.Equal(
            (int)ProblemCode.CheckedByDoer,
            await city.RefusedAsync("bureau", number, "pass-check", new { text = "干净了" }));
        await city.ActAsync("office", number, "pass-check", new { text = "现场干净" });
        var closed = await city.ActAsync("office", number, "close");
        Assert.Equal("Closed", closed.GetProperty("state").GetString());

        var reopened = await city.ActAsync(
            "nobody", number, "deny-fixed", new { reason = "还在", secret });
        Assert.Equal("Dispatched", reopened.GetProperty("state").GetString());
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_same_key_does_a_write_once_and_another_body_is_refused(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var report = new { @class = TestPack.Rubbish, lat = 25.05, lon = 102.02 };
        using var first = await city.PostAsync("/api/v1/cases", report, key: "k1");
        using var again = await city.PostAsync("/api/v1/cases", report, key: "k1");
        using var other = await city.PostAsync(
            "/api/v1/cases", report with { lat = 25.06 }, key: "k1");

        Assert.Equal(
            await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(
            (int)ProblemCode.IdempotencyKeyReused, await TestCity.ProblemAsync(other));
        var all = await city.GetAsync("/api/v1/cases", "office");
        Assert.Equal(1, all.GetProperty("items").GetArrayLength());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_key_is_forgotten_when_its_time_is_over(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var report = new { @class = TestPack.Rubbish, lat = 25.05, lon = 102.02 };
        using var first = await city.PostAsync("/api/v1/cases", report, key: "k1");
        var later = TestCity.Start.AddDays(IdempotencyKeys.KeepDays);
        Assert.Equal(0, await IdempotencyKeys.ForgetDueAsync(city.City.Database, later, default));
        Assert.Equal(1, await IdempotencyKeys.ForgetDueAsync(
            city.City.Database, later.AddSeconds(1), default));
    }
}
