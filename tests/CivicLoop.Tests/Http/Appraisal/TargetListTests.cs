using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Tables;
using CivicLoop.Tests.City;

using static CivicLoop.Tests.Http.Appraisal.AppraisedCity;

namespace CivicLoop.Tests.Http.Appraisal;

/// <summary>Targets as a list that comes in, and the final list as a table that goes out.</summary>
public sealed class TargetListTests
{
    private const string Import = "/api/v1/imports/appraisal-targets/2026";

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_list_is_taken_row_by_row_and_a_bad_row_says_why(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine, issued: false);
        const string List = """
            责任单位,目标编号,目标,英文名称,评定方式,计分卡节点,目标值,评定办法,完成期限,分值
            t-west,T1,实地考察,On site,计算值,field,88.5,,2026-12-31,60
            d-water,W1,管网改造,Pipes,成果,,,完工验收,2026-12-20,30
            nobody,X1,目标,Target,成果,,,,2026-12-20,30
            d-water,W2,目标,Target,计算值,nothing,80,,2026-12-20,30
            d-water,W3,目标,Target,成果,,,,2027-01-20,30
            d-water,W4,目标,Target,成果,,,,2026-12-20,三十
            """;
        var looked = await SendAsync(city, $"{Import}?dryRun=true", List);
        Assert.Equal(4, looked.GetProperty("refusedCount").GetInt32());
        var taken = await SendAsync(city, Import, List);
        Assert.Equal(1, taken.GetProperty("counts").GetProperty("Added").GetInt32());
        Assert.Equal(1, taken.GetProperty("counts").GetProperty("Changed").GetInt32());
        Assert.Equal(
            [(4, "unit"), (5, "node"), (6, "due"), (7, "points")],
            taken.GetProperty("refused").EnumerateArray().Select(one => (
                one.GetProperty("line").GetInt32(), one.GetProperty("field").GetString())));
        var target = (await city.GetAsync(West, "office")).GetProperty("targets")[0];
        Assert.Equal(88_500, target.GetProperty("needMilli").GetInt32());
        // The same list again changes nothing.
        var again = await SendAsync(city, Import, List);
        Assert.Equal(2, again.GetProperty("counts").GetProperty("Same").GetInt32());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_final_list_is_exported_with_each_target_below_its_unit(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        await SignAsync(city);
        await DoAsync(city, $"{Year}/fix", new { });
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Year}/list.xlsx?lang=en");
        request.Headers.Add(TestCallers.Header, "water");
        using var answer = await city.Http.SendAsync(request);
        Assert.Equal(SheetFile.ContentType, answer.Content.Headers.ContentType?.MediaType);
        var sheet = Sheet.Read(
            await answer.Content.ReadAsByteArrayAsync(), new Dictionary<string, string[]>());
        Assert.Equal(5, sheet.Value.Rows.Count);
        var bureau = sheet.Value.Rows.Single(row =>
            row["Unit"] == $"Unit {TestPack.WestBureau}");
        Assert.Equal("75", bureau["Score"]);
        Assert.Equal("Fit", bureau["Grade"]);
        Assert.Equal("signed", bureau["Signature"]);
        var part = sheet.Value.Rows.Single(row => row.Line == bureau.Line + 1);
        Assert.Equal("T1 A plan", part["Target"]);
        Assert.Equal(
            ("75", "30", "40"), (part["Figure or share"], part["Reached"], part["Points"]));
    }

    private static async Task<JsonElement> SendAsync(TestCity city, string path, string list)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(list)),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
        request.Headers.Add(TestCallers.Header, "office");
        using var answer = await city.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement.Clone();
    }
}
