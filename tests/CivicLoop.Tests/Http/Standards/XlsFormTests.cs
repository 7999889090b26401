using System.Net.Http.Headers;
using System.Text.Json;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using MiniExcelLibs;

namespace CivicLoop.Tests.Http.Standards;

/// <summary>A form written for ODK or KoBo becomes the check list of a draft.</summary>
public sealed class XlsFormTests
{
    private static readonly Dictionary<string, object>[] Settings =
    [
        new() { ["form_id"] = "field-2027", ["form_title"] = "实地检查表", ["version"] = "3" },
    ];

    private static readonly Dictionary<string, object>[] Choices =
    [
        Choice("yesno", "yes"), Choice("yesno", "no"), Choice("grade", "A"),
        Choice("grade", "B"), Choice("grade", "C"), Choice("grade", "C#"),
        Choice("colour", "red"),
    ];

    private static readonly Dictionary<string, object>[] Survey =
    [
        Row("start", "start"),
        Row("note", "hello", "您好"),
        Row("integer", "litter", "乱扔垃圾（处）", "Litter (places)", points: "2.5"),
        Row("begin group", "market", "农贸市场", "Market"),
        Row("select_one yesno", "scales", "公平秤", "Fair scales"),
        Row("select_one grade", "floor_state", "地面", "Floor"),
        Row("integer", "bins", "分类垃圾桶", "Bins", rule: "C4"),
        Row("select_one colour", "paint", "颜色"),
        Row("geopoint", "where", "位置"),
        Row("end group", ""),
        Row("begin_group", "park", "公园", "Park"),
        Row("end_group", ""),
    ];

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_form_becomes_a_draft_and_what_is_no_check_item_is_refused_by_its_row(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        using var answer = await SendAsync(city, Book(Survey, Choices, Settings));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        Assert.Equal(
            [9, 10],
            JsonDocument.Parse(text).RootElement.GetProperty("refused").EnumerateArray()
                .Select(one => one.GetProperty("row").GetInt32()));

        var body = (await city.Service<EditionLists>().BodyAsync("field-2027", default)).Value;
        Assert.Equal(("实地检查表", EditionState.Draft), (body.Edition.NameZh, body.Edition.State));
        Assert.Equal(
            ["market litter", "park litter"],
            body.SiteKinds.Select(kind => $"{kind.Code} {kind.CommonItems}"));
        Assert.Equal(
            ["litter  N 2500", "scales market B 1000", "floor-state market S 1000",
                "bins market C4 1000"],
            body.CheckItems.Select(one =>
                $"{one.Code} {one.SiteKindCode} {one.Rule} {one.PointsMilli}"));
        Assert.Equal("Litter (places)", body.CheckItems[0].NameEn);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_form_that_does_not_say_what_it_is_is_refused(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        using var bare = await SendAsync(city, Book(Survey, Choices, settings: null));
        Assert.Equal(
            (int)ProblemCode.FormWithoutSettings, await TestCity.ProblemAsync(bare));
        using var nameless = await SendAsync(
            city, Book(Survey, Choices, [new() { ["form_title"] = "表" }]));
        Assert.Equal((int)ProblemCode.ColumnMissing, await TestCity.ProblemAsync(nameless));
    }

    private static Dictionary<string, object> Row(
        string type, string name, string zh = "", string en = "", string rule = "",
        string points = "") => new()
    {
        ["type"] = type, ["name"] = name, ["label::中文 (zh)"] = zh,
        ["label::English (en)"] = en, ["rule"] = rule, ["points"] = points,
    };

    private static Dictionary<string, object> Choice(string list, string name) => new()
    {
        ["list_name"] = list, ["name"] = name, ["label"] = name,
    };

    private static byte[] Book(
        Dictionary<string, object>[] survey, Dictionary<string, object>[] choices,
        Dictionary<string, object>[]? settings)
    {
        var sheets = new Dictionary<string, object>
        {
            ["survey"] = survey, ["choices"] = choices,
        };
        if (settings is not null)
        {
            sheets["settings"] = settings;
        }

        using var file = new MemoryStream();
        file.SaveAs(sheets);
        return file.ToArray();
    }

    private static async Task<HttpResponseMessage> SendAsync(TestCity city, byte[] file)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/editions")
        {
            Content = new ByteArrayContent(file),
        };
        request.Content.Headers.ContentType =
            new MediaTypeHeaderValue("application/octet-stream");
        request.Headers.Add(TestCallers.Header, "office");
        return await city.Http.SendAsync(request);
    }
}
