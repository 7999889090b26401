using System.Text.Json;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Inspections;

namespace CivicLoop.Tests.Http.Appraisal;

/// <summary>A city with published scores and an appraisal of two units: the west district by a
/// figure and a deliverable, its bureau by a deliverable.</summary>
internal static class AppraisedCity
{
    public const string District = "t-west";
    public const string Year = "/api/v1/appraisals/2026";
    public const string West = $"{Year}/units/{District}";
    public const string Bureau = $"{Year}/units/{TestPack.WestBureau}";

    public static async Task<TestCity> StartAsync(DatabaseEngine engine, bool issued = true)
    {
        var city = await InspectedCity.StartAsync(engine);
        Assert.Null((await city.Service<PlayInspection>().RunAsync(seed: 3)).Problem);
        city.Time.Advance(TimeSpan.FromMinutes(5));
        await DoAsync(city, "/api/v1/scores/city/2026-11", new { });
        await DoAsync(city, "/api/v1/appraisals", Opened());
        await DoAsync(city, $"{West}/targets", Figure("T1", 90_000));
        await DoAsync(city, $"{West}/targets", Deliverable("T2"));
        await DoAsync(city, $"{Bureau}/targets", Deliverable("T1"));
        if (issued)
        {
            await DoAsync(city, $"{Year}/issue", new { });
        }

        return city;
    }

    public static object Opened(int year = 2026) => new
    {
        year, nameZh = "年度目标管理考核", nameEn = "Annual appraisal", basisName = "考核办法",
        basisNumber = "〔2026〕1号", basisDay = "2026-01-10", card = "city", period = "2026-11",
        selfDay = "2026-12-01", appealDay = "2026-12-05", signDay = "2026-12-10",
    };

    public static object Figure(string code, int need) => new
    {
        code, nameZh = "实地考察", nameEn = "On site", kind = "Figure", node = "field",
        needMilli = need, due = "2026-12-31", pointsMilli = 60_000,
    };

    public static object Deliverable(string code) => new
    {
        code, nameZh = "整治方案", nameEn = "A plan", kind = "Deliverable", how = "印发并落实",
        due = "2026-11-30", pointsMilli = 40_000,
    };

    public static object Points(string kind = "Deduction", string? basis = "督查通报") => new
    {
        kind, pointsMilli = 2_000, basisName = basis, basisNumber = "第3期",
        basisDay = "2026-11-20", reason = "整改逾期", answerDay = "2026-11-28",
    };

    /// <summary>Does what must succeed, and answers what came back.</summary>
    public static async Task<JsonElement> DoAsync(
        TestCity city, string path, object body, string caller = "office")
    {
        using var answer = await city.PostAsync(path, body, caller);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{path}: {text}");
        return JsonDocument.Parse(text).RootElement.Clone();
    }

    /// <summary>Does what must be refused, and answers the problem's number.</summary>
    public static async Task<int> RefusedAsync(
        TestCity city, string path, object body, string caller = "office")
    {
        using var answer = await city.PostAsync(path, body, caller);
        return await TestCity.ProblemAsync(answer);
    }

    /// <summary>Both sheets from self-assessment to the signature.</summary>
    public static async Task SignAsync(TestCity city)
    {
        var figure = await FigureAsync(city);
        await DoAsync(
            city, $"{West}/targets/T1/assess", new { reachedMilli = figure, words = "见计算值" },
            "west");
        await DoAsync(
            city, $"{West}/targets/T2/assess", new { reachedMilli = 100_000, words = "已印发" },
            "west");
        await DoAsync(
            city, $"{Bureau}/targets/T1/assess", new { reachedMilli = 80_000, words = "已印发" },
            "bureau");
        foreach (var (sheet, unit, target) in new[]
        {
            (West, "west", "T2"), (Bureau, "bureau", "T1"),
        })
        {
            await DoAsync(city, $"{sheet}/hand-in", new { }, unit);
            await DoAsync(
                city, $"{sheet}/targets/{target}/judge",
                new { judgedMilli = 75_000, words = "一处未落实" });
            await DoAsync(city, $"{sheet}/present", new { });
            await DoAsync(city, $"{sheet}/sign", new { }, $"{unit}-head");
        }
    }

    /// <summary>The computed figure of the district.</summary>
    public static async Task<int> FigureAsync(TestCity city) =>
        (await city.GetAsync(West, "office")).GetProperty("targets")[0]
            .GetProperty("figureMilli").GetInt32();
}
