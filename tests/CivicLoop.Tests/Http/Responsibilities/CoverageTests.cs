using System.Text.Json;
using CivicLoop.Commands;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.Responsibilities;

/// <summary>The proof that somebody answers for everything, red with each kind of gap and green
/// once they are mended.</summary>
public sealed class CoverageTests
{
    // What each duty mends, in the order it is set.
    private static readonly (string Gap, object Duty)[] Mending =
    [
        ("Area", DutyCity.Duty("Area", TestPack.East, "TerritorialOwner", TestPack.Water)),
        ("Criterion", DutyCity.Lead(TestPack.Department)),
        ("SiteKind", DutyCity.Duty("SiteKind", "S01", "LeadDepartment", TestPack.Department)),
        ("Site", new
        {
            kind = "Site", subject = "P-1", role = "SiteKeeper", holderName = "市场公司",
            holderTitle = "市场主任", from = "2026-11-24", basisName = "承诺书",
        }),
        ("Category", DutyCity.Duty(
            "Category", TestPack.NoLimit, "LeadDepartment", TestPack.Department)),
    ];

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Each_kind_of_gap_makes_it_red_and_mending_all_makes_it_green(
        DatabaseEngine engine)
    {
        await using var city = await DutyCity.StartAsync(engine, withSite: true, "t-east");
        foreach (var (gap, duty) in Mending)
        {
            Assert.NotEqual(0, await CountAsync(city, gap));
            await city.DoAsync("/api/v1/duties", duty);
            Assert.Equal(0, await CountAsync(city, gap));
        }

        var green = await city.GetAsync("/api/v1/coverage", "water");
        Assert.True(green.GetProperty("proved").GetBoolean());
        Assert.Equal(0, green.GetProperty("gaps").GetInt32());
        // The day before nobody answered yet.
        var before = await city.GetAsync("/api/v1/coverage?day=2026-11-23", "water");
        Assert.False(before.GetProperty("proved").GetBoolean());
        Assert.Contains(
            "全部有人负责", await city.PageAsync("/console/responsibility/coverage"));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Gaps_are_read_page_by_page_and_each_leads_to_where_it_is_mended(
        DatabaseEngine engine)
    {
        await using var city = await DutyCity.StartAsync(engine, withSite: true, "t-east");
        var keys = new List<string>();
        var after = "";
        do
        {
            var page = await city.GetAsync(
                $"/api/v1/coverage?limit=2&after={Uri.EscapeDataString(after)}", "water");
            keys.AddRange(page.GetProperty("items").EnumerateArray().Select(one => $"{one}"));
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (after is not null);
        var whole = await city.GetAsync("/api/v1/coverage?limit=200", "water");
        Assert.Equal(
            whole.GetProperty("items").EnumerateArray().Select(one => $"{one}"), keys);
        Assert.Equal(whole.GetProperty("gaps").GetInt32(), keys.Count);
        Assert.Contains(
            "/console/responsibility/subject?kind=Criterion&edition=e-1&code=A.1.1"
            + "&role=LeadDepartment",
            await city.PageAsync("/console/responsibility/coverage"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_plan_asks_for_its_own_criteria_alone(DatabaseEngine engine)
    {
        await using var city = await DutyCity.StartAsync(engine);
        var prove = city.Service<ProveCoverage>();
        var day = city.Service<FindDuties>().Today;
        Assert.Equal(
            GapReason.NoLead,
            Assert.Single(await prove.OfCriteriaAsync("e-1", ["A.1.1"], day, default)).Reason);
        await city.DoAsync("/api/v1/duties", DutyCity.Lead(TestPack.Water));
        Assert.Empty(await prove.OfCriteriaAsync("e-1", ["A.1.1"], day, default));
        Assert.Equal(
            ProblemCode.NotFound, (await prove.RunAsync("none", day, default)).Problem!.Code);
    }

    [Fact]
    public async Task The_command_line_answers_1_while_there_are_gaps_and_0_once_there_are_none()
    {
        await using var city = await DutyCity.StartAsync(
            DatabaseEngine.Sqlite, withSite: true, "t-east");
        Assert.Equal(1, await VerifyAsync(city));
        foreach (var (_, duty) in Mending)
        {
            await city.DoAsync("/api/v1/duties", duty);
        }

        Assert.Equal(0, await VerifyAsync(city));
        Assert.Equal(1, await VerifyAsync(city, "--edition", "none"));
        Assert.Equal(1, await VerifyAsync(city, day: "yesterday"));
        // The day before nobody answered yet.
        Assert.Equal(1, await VerifyAsync(city, day: "2026-11-23"));
    }

    private static Task<int> VerifyAsync(
        TestCity city, string? option = null, string? value = null, string day = "2026-11-24")
    {
        string[] more = option is null ? [] : [option, value!];
        return VerifyCoverageCommand.Build()
            .Parse(["--data", city.Options.Data, "--day", day, .. more]).InvokeAsync();
    }

    private static async Task<int> CountAsync(TestCity city, string kind) =>
        (await city.GetAsync($"/api/v1/coverage?kind={kind}&limit=200", "water"))
            .GetProperty("items").GetArrayLength();
}
