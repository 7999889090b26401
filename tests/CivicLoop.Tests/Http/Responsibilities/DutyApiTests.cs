using System.Net;
using System.Text.Json;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Modules.Responsibilities;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Tables;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.Responsibilities;

/// <summary>Duties as programs keep them.</summary>
public sealed class DutyApiTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_duty_is_set_handed_over_and_ended_and_every_day_finds_its_holder(
        DatabaseEngine engine)
    {
        await using var city = await DutyCity.StartAsync(engine);
        var first = await city.DoAsync(
            "/api/v1/duties", DutyCity.Lead(TestPack.Water, "2026-01-01"));
        var next = await city.DoAsync(
            $"/api/v1/duties/{first.Id()}/hand-over",
            new { holder = TestPack.Department, from = "2026-12-01", basisName = "调整通知" });
        await city.DoAsync($"/api/v1/duties/{next.Id()}/end", new { to = "2026-12-31" });
        var find = city.Service<FindDuties>();
        foreach (var (day, holder) in new[]
        {
            (Day, TestPack.Water), (new DateOnly(2026, 11, 30), TestPack.Water),
            (new DateOnly(2026, 12, 1), TestPack.Department),
            (new DateOnly(2026, 12, 31), TestPack.Department),
            (new DateOnly(2027, 1, 1), null),
        })
        {
            Assert.Equal(
                holder, (await find.LeadOfAsync("e-1", "A.1.1", null, day, default))?.Code);
        }

        var list = await city.GetAsync(
            "/api/v1/duties?kind=Criterion&subject=A.1.1&day=2026-12-05", "water");
        Assert.Equal(
            "调整通知",
            Assert.Single(list.GetProperty("items").EnumerateArray())
                .GetProperty("basisName").GetString());
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_same_is_not_said_twice_and_nobody_unknown_answers(
        DatabaseEngine engine)
    {
        await using var city = await DutyCity.StartAsync(engine);
        const string path = "/api/v1/duties";
        using var once = await city.PostAsync(path, DutyCity.Lead(TestPack.Water), "office", "k1");
        using var again = await city.PostAsync(
            path, DutyCity.Lead(TestPack.Water), "office", "k1");
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        Assert.Equal(
            await once.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        Assert.Equal(
            ProblemCode.AlreadyExists, await city.RefuseAsync(path, DutyCity.Lead(TestPack.Water)));
        Assert.Equal(
            ProblemCode.UnitNotKnown, await city.RefuseAsync(path, DutyCity.Lead("nobody")));
        Assert.Equal(
            ProblemCode.UnknownValue,
            await city.RefuseAsync(path, DutyCity.Duty(
                "Criterion", "A.9.9", "LeadDepartment", TestPack.Water, edition: "e-1")));
        Assert.Equal(
            ProblemCode.UnknownValue,
            await city.RefuseAsync(path, DutyCity.Duty(
                "Site", "P-1", "SiteKeeper", TestPack.Water)));
        Assert.Equal(
            ProblemCode.DutyRoleMisfit,
            await city.RefuseAsync(path, DutyCity.Duty(
                "Area", TestPack.West, "LeadDepartment", TestPack.Water)));
        Assert.Equal(
            ProblemCode.UnknownValue,
            await city.RefuseAsync(path, DutyCity.Duty(
                "0", "A.1.1", "LeadDepartment", TestPack.Water, edition: "e-1")));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_mistake_of_today_is_removed_and_what_has_held_is_not(
        DatabaseEngine engine)
    {
        await using var city = await DutyCity.StartAsync(engine);
        var held = await city.DoAsync(
            "/api/v1/duties", DutyCity.Lead(TestPack.Water, "2026-01-01"));
        var mistake = await city.DoAsync("/api/v1/duties", DutyCity.Lead(TestPack.Department));
        Assert.Equal(
            (int)ProblemCode.DutyHasHeld, await DeleteAsync(city, held.Id()));
        Assert.Equal(0, await DeleteAsync(city, mistake.Id()));
        Assert.Equal((int)ProblemCode.NotFound, await DeleteAsync(city, mistake.Id()));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Duties_are_read_page_by_page(DatabaseEngine engine)
    {
        await using var city = await DutyCity.StartAsync(engine);
        foreach (var area in new[] { TestPack.West, TestPack.East, TestPack.WestCommunity })
        {
            await city.DoAsync(
                "/api/v1/duties",
                DutyCity.Duty("Area", area, "TerritorialOwner", TestPack.Water));
        }

        var seen = new List<string>();
        var after = "";
        do
        {
            var page = await city.GetAsync(
                $"/api/v1/duties?holder={TestPack.Water}&limit=2&after={after}", "water");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(one => one.Id()));
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (after is not null);
        Assert.Equal(3, seen.Count);
        Assert.Equal(3, seen.Distinct().Count());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_table_is_taken_row_by_row_and_the_same_table_changes_nothing(
        DatabaseEngine engine)
    {
        await using var city = await DutyCity.StartAsync(engine);
        var file = SheetFile.Write(
            ["对象类型", "版本", "对象代码", "责任", "承担单位", "开始日期", "依据文件"],
            [
                ["测评标准", "e-1", "A.1.1", "牵头单位", TestPack.Water, "2026-01-01", "方案"],
                ["点位类型", "", "S01", "牵头", $"单位{TestPack.Department}", "2026-01-01", "方案"],
                ["测评标准", "e-1", "A.1.1", "牵头单位", "没有这个单位", "2026-01-01", "方案"],
                ["点位类型", "", "S99", "牵头单位", TestPack.Water, "2026-01-01", "方案"],
                ["测评标准", "e-1", "A.1.1", "牵头单位", TestPack.Water, "2026-02-30", "方案"],
                ["测评标准", "e-1", "A.1.1", "牵头单位", TestPack.Water, "2026-03-01", "方案"],
            ]);
        using var looked = await city.SendFileAsync("/api/v1/duties/import?dryRun=true", file);
        Assert.Equal(HttpStatusCode.OK, looked.StatusCode);
        Assert.Empty((await city.GetAsync("/api/v1/duties", "office")).GetProperty("items")
            .EnumerateArray());
        using var taken = await city.SendFileAsync("/api/v1/duties/import", file);
        var answer = JsonDocument.Parse(await taken.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(2, answer.GetProperty("added").GetInt32());
        Assert.Equal(
            [(4, "holder"), (5, "subject"), (6, "from"), (7, "holder")],
            answer.GetProperty("refused").EnumerateArray().Select(one => (
                one.GetProperty("row").GetInt32(), one.GetProperty("field").GetString())));
        using var again = await city.SendFileAsync("/api/v1/duties/import", file);
        var second = JsonDocument.Parse(await again.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(0, second.GetProperty("added").GetInt32());
        Assert.Equal(2, second.GetProperty("same").GetInt32());
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_is_exported_is_read_back_as_known(DatabaseEngine engine)
    {
        await using var city = await DutyCity.StartAsync(engine, withSite: true);
        await city.DoAsync("/api/v1/duties", DutyCity.Lead(TestPack.Water));
        await city.DoAsync("/api/v1/duties", new
        {
            kind = "Site", subject = "P-1", role = "SiteKeeper", holderName = "市场公司",
            holderTitle = "市场主任", from = "2026-11-24", to = "2027-11-23", basisName = "承诺书",
            basisDay = "2026-11-20",
        });
        using var request = new HttpRequestMessage(
            HttpMethod.Get, "/console/responsibility?handler=File");
        request.Headers.Add(TestCallers.Header, "water");
        using var file = await city.Http.SendAsync(request);
        using var back = await city.SendFileAsync(
            "/api/v1/duties/import", await file.Content.ReadAsByteArrayAsync());
        var answer = JsonDocument.Parse(await back.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(2, answer.GetProperty("same").GetInt32());
        Assert.Empty(answer.GetProperty("refused").EnumerateArray());
    }

    [Fact]
    public async Task Residents_read_nothing_and_units_set_nothing()
    {
        await using var city = await DutyCity.StartAsync(DatabaseEngine.Sqlite);
        foreach (var path in new[] { "duties", "coverage", "disputes", "command-bodies" })
        {
            using var resident = await city.Http.GetAsync($"/api/v1/{path}");
            Assert.Equal((int)ProblemCode.SignInRequired, await TestCity.ProblemAsync(resident));
        }

        Assert.Equal(
            ProblemCode.NotPermitted,
            await city.RefuseAsync("/api/v1/duties", DutyCity.Lead(TestPack.Water), "water"));
        using var file = await city.SendFileAsync("/api/v1/duties/import", [1], "water");
        Assert.Equal((int)ProblemCode.NotPermitted, await TestCity.ProblemAsync(file));
        using var bad = await city.SendFileAsync("/api/v1/duties/import", [1, 2, 3]);
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_matrix_shows_a_gap_and_a_double_and_opens_to_the_rule(
        DatabaseEngine engine)
    {
        await using var city = await DutyCity.StartAsync(engine);
        Assert.Contains("缺牵头单位", Cells(await city.PageAsync("/console/responsibility")));
        await city.DoAsync("/api/v1/duties", DutyCity.Lead(TestPack.Water));
        Assert.Contains("已明确", Cells(await city.PageAsync("/console/responsibility")));
        await city.DoAsync("/api/v1/duties", DutyCity.Lead(TestPack.Department));
        Assert.Contains("两个以上牵头", Cells(await city.PageAsync("/console/responsibility")));
        Assert.Contains(
            "没有符合条件的标准", await city.PageAsync("/console/responsibility?show=Gaps"));
        var rule = await city.PageAsync(
            "/console/responsibility/subject?kind=Criterion&edition=e-1&code=A.1.1"
            + $"&area={TestPack.West}");
        Assert.Contains("责任分工方案", rule);
        Assert.Contains("2026-11-24", rule);
        var keep = city.Service<KeepDuties>();
        Assert.Equal(
            ProblemCode.FieldInvalid, (await keep.LimitAsync(0, "test")).Problem!.Code);
        var unit = await city.PageAsync($"/console/responsibility/unit?org={TestPack.Water}");
        Assert.Contains("A.1.1", unit);
        Assert.Contains("整洁", unit);
    }

    private static string Cells(string page) => string.Concat(
        page.Split("duty-cell").Skip(1).Select(cell => cell.Split("</td>")[0]));

    private static async Task<int> DeleteAsync(TestCity city, string id)
    {
        using var request = new HttpRequestMessage(HttpMethod.Delete, $"/api/v1/duties/{id}");
        request.Headers.Add(TestCallers.Header, "office");
        using var answer = await city.Http.SendAsync(request);
        return answer.IsSuccessStatusCode ? 0 : await TestCity.ProblemAsync(answer);
    }
}
