using System.Diagnostics;
using System.Net;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Standards;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Tables;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Domain.Packs;
using CivicLoop.Tests.Http.Responsibilities;

namespace CivicLoop.Tests.Http.Tasks;

/// <summary>A city of 1,738 communities.</summary>
public sealed class WholeCityTests
{
    private const int Communities = 1_738;

    private static readonly TimeSpan PreviewMax = TimeSpan.FromSeconds(10);

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task An_edition_from_a_table_becomes_the_tasks_of_every_community(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine, PackFolders.Read("kunming"));
        await ImportAsync(city);
        await city.DoAsync("/api/v1/editions/next-city/publish", new { from = "2026-12-01" });
        await city.DoAsync(
            "/api/v1/duties",
            DutyCity.Duty(
                "Criterion", "A.1.1", "LeadDepartment", "km-cg", edition: "next-city"));
        var plan = (await city.DraftAsync(
            ("edition", "next-city"), ("repeat", "Weekly"), ("lastDue", "2027-02-26"))).Id();
        var clock = Stopwatch.StartNew();
        var preview = await city.GetAsync($"/api/v1/task-plans/{plan}/preview", "office");
        Assert.True(clock.Elapsed < PreviewMax, $"{clock.Elapsed}");
        Assert.Equal(Communities, preview.Number("tasks"));
        Assert.Equal(13, preview.Number("rounds"));
        Assert.Equal(0, preview.Number("gapCount"));
        await city.DoAsync($"/api/v1/task-plans/{plan}/publish", new { });
        var shown = await city.GetAsync($"/api/v1/task-plans/{plan}", "office");
        Assert.Equal(
            Communities, shown.GetProperty("plan").GetProperty("progress").Number("units"));
        Assert.Equal(
            Communities,
            shown.GetProperty("districts").EnumerateArray().Sum(one => one.Number("units")));
        var week = (await city.GetAsync($"/api/v1/burden?week={TaskCity.Due}"))
            .GetProperty("week");
        Assert.Equal(Communities, week.GetProperty("all").Number("tasks"));
        Assert.Equal(0, week.Number("over"));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    // As an office sends it: a table, looked at first, then taken.
    private static async Task ImportAsync(TestCity city)
    {
        var body = (await city.Service<EditionLists>().BodyAsync("sample-city", default)).Value;
        var rows = EditionSheet.Rows(body with
        {
            Edition = body.Edition with { Code = "next-city", NameZh = "新版测评体系" },
        });
        var file = SheetFile.Write(EditionReader.Columns, rows);
        using var looked = await city.SendFileAsync("/api/v1/editions?dryRun=true", file);
        Assert.Equal(HttpStatusCode.OK, looked.StatusCode);
        using var taken = await city.SendFileAsync("/api/v1/editions", file);
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
    }
}
