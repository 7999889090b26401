using System.Text.Json;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Materials;

using static CivicLoop.Tests.Http.Appraisal.AppraisedCity;

namespace CivicLoop.Tests.Http.Appraisal;

/// <summary>A unit's sheet: checks, self-assessment beside the computed figure, deductions,
/// objection.</summary>
public sealed class SheetTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_check_in_the_year_is_seen_by_the_unit_and_told(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        Assert.Equal(
            40001, await RefusedAsync(city, $"{West}/targets/T2/check", new { state = "Behind" }));
        await DoAsync(
            city, $"{West}/targets/T2/check", new { state = "Behind", words = "方案未印发" });
        await DoAsync(
            city, $"{West}/targets/T2/check", new { state = "Done", words = "已印发" });
        var looked = await DoAsync(city, $"{Year}/look", new { });
        Assert.Equal(1, looked.GetProperty("checked").GetInt32());
        var targets = (await city.GetAsync(West, "west")).GetProperty("targets");
        var figure = targets[0].GetProperty("figureMilli").GetInt32();
        Assert.Equal(
            figure >= 90_000 ? "OnTheWay" : "Behind", targets[0].GetProperty("check").GetString());
        Assert.Equal("Done", targets[1].GetProperty("check").GetString());
        Assert.Contains("appraisal-checked", await AppraisalTests.ToldAsync(city, District));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_unit_speaks_for_itself_and_cannot_write_the_computed_figure(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var figure = await FigureAsync(city);
        var far = Math.Max(0, figure - 20_000);
        var path = $"{West}/targets/T1/assess";
        Assert.Equal(
            40394, await RefusedAsync(city, path, new { reachedMilli = 1, words = "x" }, "bureau"));
        Assert.Equal(
            40044,
            await RefusedAsync(city, path, new { reachedMilli = far, words = "我方统计" }, "west"));
        await DoAsync(
            city, path, new { reachedMilli = far, words = "我方统计", reason = "口径不同" }, "west");
        var target = (await city.GetAsync(West, "west")).GetProperty("targets")[0];
        Assert.Equal(figure, target.GetProperty("figureMilli").GetInt32());
        Assert.Equal(far - figure, target.GetProperty("differenceMilli").GetInt32());
        Assert.Contains(
            "/console/scores/city/2026-11/t.", target.GetProperty("figureAddress").GetString(),
            StringComparison.Ordinal);
        Assert.Equal(
            40046,
            await RefusedAsync(city, $"{West}/targets/T1/judge", await HandedInAsync(city)));

        // Handed in is handed in.
        Assert.Equal(
            40935, await RefusedAsync(city, path, new { reachedMilli = 1, words = "x" }, "west"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_deduction_has_a_basis_an_answer_and_a_ruling(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        Assert.Equal(
            40001, await RefusedAsync(city, $"{West}/entries", Points(basis: null)));
        Assert.Equal(40302, await RefusedAsync(city, $"{West}/entries", Points(), "west"));
        var made = await DoAsync(city, $"{West}/entries", Points());
        Assert.Contains("appraisal-entry", await AppraisalTests.ToldAsync(city, District));
        var entry = $"/api/v1/appraisal-entries/{made.GetProperty("id").GetGuid()}";
        Assert.Equal(40939, await RefusedAsync(city, $"{entry}/keep", new { words = "维持" }));
        Assert.Equal(
            40394, await RefusedAsync(city, $"{entry}/answer", new { words = "x" }, "bureau"));
        await DoAsync(city, $"{entry}/answer", new { words = "已按期整改" }, "west");
        Assert.Equal(40001, await RefusedAsync(city, $"{entry}/withdraw", new { }));
        await DoAsync(city, $"{entry}/withdraw", new { words = "属实，撤销" });
        Assert.Equal(40938, await RefusedAsync(city, $"{entry}/keep", new { words = "维持" }));
        var shown = (await city.GetAsync(West, "west")).GetProperty("entries")[0];
        Assert.Equal("Withdrawn", shown.GetProperty("state").GetString());
        Assert.Equal("已按期整改", shown.GetProperty("answer").GetString());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_head_objects_and_the_office_judges_again(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        await DoAsync(
            city, $"{Bureau}/targets/T1/assess", new { reachedMilli = 90_000, words = "已印发" },
            "bureau");
        await DoAsync(city, $"{Bureau}/hand-in", new { }, "bureau");
        Assert.Equal(40936, await RefusedAsync(city, $"{Bureau}/present", new { }));
        await DoAsync(
            city, $"{Bureau}/targets/T1/judge", new { judgedMilli = 50_000, words = "未落实" });
        await DoAsync(city, $"{Bureau}/present", new { });
        Assert.Equal(40302, await RefusedAsync(city, $"{Bureau}/sign", new { }, "bureau"));
        Assert.Equal(40394, await RefusedAsync(city, $"{Bureau}/sign", new { }, "west-head"));
        Assert.Equal(40001, await RefusedAsync(city, $"{Bureau}/object", new { }, "bureau-head"));
        await DoAsync(city, $"{Bureau}/object", new { words = "已落实" }, "bureau-head");
        await DoAsync(city, $"{Bureau}/uphold", new { words = "补充材料属实" });
        await DoAsync(city, $"{Bureau}/targets/T1/judge", new { judgedMilli = 100_000 });
        await DoAsync(city, $"{Bureau}/present", new { });
        await DoAsync(city, $"{Bureau}/sign", new { }, "bureau-head");
        var shown = await city.GetAsync(Bureau, "bureau");
        Assert.Equal("Signed", shown.GetProperty("state").GetString());
        Assert.Equal("已落实", shown.GetProperty("objection").GetString());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_closed_case_is_named_as_evidence_and_what_is_not_seen_is_refused(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var (open, _) = await city.ReportAsync();
        var path = $"{Bureau}/targets/T1/references";
        Assert.Equal(
            40009, await RefusedAsync(city, path, new { reference = $"case:{open}" }, "bureau"));
        var number = await MaterialStoryTests.CloseAsync(city);
        await DoAsync(city, path, new { reference = $"case:{number}" }, "bureau");
        Assert.Equal(
            40394, await RefusedAsync(city, path, new { reference = $"case:{number}" }, "west"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_file_is_kept_once_and_handed_out_to_who_reads_the_sheet(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        Assert.Equal(40394, await SendAsync(city, "west"));
        Assert.Equal(1, await SendAsync(city, "bureau"));
        Assert.Equal(1, await SendAsync(city, "bureau"));
        var target = await city.GetAsync($"{Bureau}/targets/T1", "office");
        var file = Assert.Single(target.GetProperty("files").EnumerateArray());
        Assert.Equal("方案.pdf", file.GetProperty("name").GetString());
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"{Bureau}/targets/T1/files/1");
        request.Headers.Add(TestCallers.Header, "office");
        using var answer = await city.Http.SendAsync(request);
        Assert.Equal(MaterialCity.Pdf, await answer.Content.ReadAsByteArrayAsync());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Evidence_is_taken_off_again_until_the_sheet_is_handed_in(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var number = await MaterialStoryTests.CloseAsync(city);
        var target = $"{Bureau}/targets/T1";
        await SendAsync(city, "bureau");
        await DoAsync(
            city, $"{target}/references", new { reference = $"case:{number}" }, "bureau");
        Assert.Equal(
            40394, await RefusedAsync(city, $"{target}/files/1/take-off", new { }, "west"));
        Assert.Equal(
            40401, await RefusedAsync(city, $"{target}/files/2/take-off", new { }, "bureau"));
        await DoAsync(city, $"{target}/files/1/take-off", new { }, "bureau");
        await DoAsync(city, $"{target}/references/1/take-off", new { }, "bureau");
        var shown = await city.GetAsync(target, "office");
        Assert.Empty(shown.GetProperty("files").EnumerateArray());
        Assert.Empty(shown.GetProperty("references").EnumerateArray());
        Assert.Empty((await city.VerifyJournalAsync()).Faults);

        await SendAsync(city, "bureau");
        await DoAsync(
            city, $"{target}/assess", new { reachedMilli = 100_000, words = "已印发" }, "bureau");
        await DoAsync(city, $"{Bureau}/hand-in", new { }, "bureau");
        Assert.Equal(
            409, await RefusedAsync(city, $"{target}/files/1/take-off", new { }, "bureau") / 100);
    }

    // Answers the file's number, or the problem's.
    private static async Task<int> SendAsync(TestCity city, string caller)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(MaterialCity.Pdf), "files", "方案.pdf" },
        };
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"{Bureau}/targets/T1/files") { Content = form };
        request.Headers.Add(TestCallers.Header, caller);
        using var answer = await city.Http.SendAsync(request);
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement
                .GetProperty("n").GetInt32()
            : await TestCity.ProblemAsync(answer);
    }

    // The district's other target, so that its sheet is with the office; answers a judgement.
    private static async Task<object> HandedInAsync(TestCity city)
    {
        await DoAsync(
            city, $"{West}/targets/T2/assess", new { reachedMilli = 100_000, words = "已印发" },
            "west");
        await DoAsync(city, $"{West}/hand-in", new { }, "west");
        return new { judgedMilli = 100_000, words = "好" };
    }
}
