using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Appraisal;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Notices;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Inspections;
using Microsoft.EntityFrameworkCore;

using static CivicLoop.Tests.Http.Appraisal.AppraisedCity;

namespace CivicLoop.Tests.Http.Appraisal;

/// <summary>The appraisal of a year from its targets to the final list and its proof.</summary>
public sealed class AppraisalTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_year_goes_from_targets_to_a_list_that_adds_up_again_the_same(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        Assert.Equal(40940, await RefusedAsync(city, $"{Year}/fix", new { }));
        await SignAsync(city);
        Assert.Equal(40302, await RefusedAsync(city, $"{Year}/fix", new { }, "bureau"));
        var made = await DoAsync(city, $"{Year}/fix", new { });
        Assert.Equal(1, made.GetProperty("revision").GetInt32());

        var list = await city.GetAsync($"{Year}/list", "water");
        var rows = list.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal([1, 2], rows.Select(one => one.GetProperty("rank").GetInt32()));
        var bureau = rows.Single(one =>
            one.GetProperty("unit").GetString() == TestPack.WestBureau);
        Assert.Equal(75_000, bureau.GetProperty("scoreMilli").GetInt32());
        Assert.Equal("Fit", bureau.GetProperty("grade").GetString());
        Assert.True(bureau.GetProperty("isSigned").GetBoolean());
        // The district's points are those of its figure and of what the office found.
        var figure = await FigureAsync(city);
        var west = rows.Single(one => one.GetProperty("unit").GetString() == District);
        var reached = Math.Min(60_000, (int)(60_000L * figure / 90_000)) + 30_000;
        Assert.Equal(reached, west.GetProperty("reachedMilli").GetInt32());
        Assert.Equal(reached, west.GetProperty("scoreMilli").GetInt32());

        var check = Assert.Single(await VerifyAsync(city));
        Assert.True(check.IsComputedAgain);
        Assert.Empty(check.Faults);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_list_changes_only_by_a_revision_with_its_reason(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        await SignAsync(city);
        await DoAsync(city, $"{Year}/fix", new { });
        Assert.Equal(40932, await RefusedAsync(city, $"{Bureau}/entries", Points()));
        Assert.Equal(40932, await RefusedAsync(city, $"{Year}/fix", new { reason = "再定" }));
        Assert.Equal(40001, await RefusedAsync(city, $"{Year}/reopen", new { }));
        await DoAsync(city, $"{Year}/reopen", new { reason = "漏计通报" });
        await DoAsync(city, $"{Bureau}/entries", Points());
        city.Time.Advance(TimeSpan.FromDays(6));
        Assert.Equal(40001, await RefusedAsync(city, $"{Year}/fix", new { }));
        await DoAsync(city, $"{Year}/fix", new { reason = "漏计通报" });

        var items = (await city.GetAsync($"{Year}/list", "office")).GetProperty("items");
        Assert.Contains(
            items.EnumerateArray(), one => one.GetProperty("deductedMilli").GetInt32() == 2_000);
        var first = (await city.GetAsync($"{Year}/list?revision=1", "office"))
            .GetProperty("items");
        Assert.All(
            first.EnumerateArray(),
            one => Assert.Equal(0, one.GetProperty("deductedMilli").GetInt32()));
        var checks = await VerifyAsync(city);
        Assert.Equal([false, true], checks.Select(one => one.IsComputedAgain));
        Assert.All(checks, check => Assert.Empty(check.Faults));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_row_or_a_judgement_changed_behind_the_program_is_named(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        await SignAsync(city);
        await DoAsync(city, $"{Year}/fix", new { });
        await InspectedCity.TamperAsync(
            city, "UPDATE appraisal_rows SET score_milli = score_milli + 1 WHERE position = 0");
        var stored = Assert.Single(await VerifyAsync(city)).Faults;
        Assert.Contains(stored, fault => fault.StartsWith("stored", StringComparison.Ordinal));
        Assert.Contains(stored, fault => fault.StartsWith("fixed", StringComparison.Ordinal));
        await InspectedCity.TamperAsync(
            city, "UPDATE appraisal_rows SET score_milli = score_milli - 1 WHERE position = 0");
        Assert.Empty(Assert.Single(await VerifyAsync(city)).Faults);
        await InspectedCity.TamperAsync(
            city, "UPDATE appraisal_targets SET judged_milli = 100000 WHERE code = 'T2'");
        Assert.NotEmpty(Assert.Single(await VerifyAsync(city)).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Targets_are_set_in_a_draft_and_units_hear_of_them_once_issued(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine, issued: false);
        Assert.Empty(await ToldAsync(city, District));
        Assert.Equal(
            40904, await RefusedAsync(city, "/api/v1/appraisals", Opened()));
        Assert.Equal(
            40302, await RefusedAsync(city, "/api/v1/appraisals", Opened(2025), "bureau"));
        Assert.Equal(
            40394, await RefusedReadAsync(city, West, "bureau"));
        await DoAsync(city, $"{West}/targets", Deliverable("T3"));
        await DoAsync(city, $"{West}/targets/T3/remove", new { });
        await DoAsync(city, $"{Year}/issue", new { });
        Assert.Equal(["appraisal-issued"], await ToldAsync(city, District));
        Assert.Equal(40932, await RefusedAsync(city, $"{West}/targets", Deliverable("T4")));
        Assert.Equal(40932, await RefusedAsync(city, $"{Year}/issue", new { }));

        // What a unit is asked for is counted as its burden.
        var asked = await city.City.Database.WriteAsync(async session =>
            (Outcome<string>)$"{await session.ScalarAsync(
                "SELECT COUNT(*) FROM burden_asks WHERE source = 'appraisal'")}");
        Assert.Equal("2", asked.Value);
        var shown = await city.GetAsync(Year, "bureau");
        Assert.Equal(
            TestPack.WestBureau,
            Assert.Single(shown.GetProperty("items").EnumerateArray())
                .GetProperty("unit").GetString());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_suspended_unit_is_listed_below_with_its_figure(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var standing = new
        {
            unit = District, status = "Suspended", since = "2026-11-01",
            basisName = "暂停资格的决定", basisNumber = "〔2026〕9号", basisDay = "2026-11-01",
        };
        Assert.Equal(
            40001,
            await RefusedAsync(
                city, "/api/v1/unit-standings",
                new { standing.unit, standing.status, standing.since, basisDay = "2026-11-01" }));
        await DoAsync(city, "/api/v1/unit-standings", standing);
        await SignAsync(city);
        await DoAsync(city, $"{Year}/fix", new { });
        var rows = (await city.GetAsync($"{Year}/list", "office")).GetProperty("items")
            .EnumerateArray().ToList();
        Assert.Equal(District, rows[^1].GetProperty("unit").GetString());
        Assert.True(rows[^1].GetProperty("isBelow").GetBoolean());
        Assert.False(rows[^1].TryGetProperty("rank", out _));
        Assert.True(rows[^1].GetProperty("scoreMilli").GetInt32() > 0);
        Assert.Empty(Assert.Single(await VerifyAsync(city)).Faults);
    }

    internal static async Task<List<string>> ToldAsync(TestCity city, string unit)
    {
        await using var context = city.City.Database.OpenContext();
        return await context.Set<OutboxMessage>()
            .Where(row => row.Recipient == $"org:{unit}"
                && row.Template.StartsWith("appraisal"))
            .OrderBy(row => row.Id).Select(row => row.Template).ToListAsync();
    }

    private static async Task<int> RefusedReadAsync(TestCity city, string path, string caller)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add(TestCallers.Header, caller);
        using var answer = await city.Http.SendAsync(request);
        return await TestCity.ProblemAsync(answer);
    }

    private static async Task<IReadOnlyList<AppraisalCheck>> VerifyAsync(TestCity city) =>
        (await city.Service<VerifyAppraisal>().RunAsync(2026, default)).Value;
}
