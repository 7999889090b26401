using System.Text.Json;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Responsibilities;

namespace CivicLoop.Tests.Http.Materials;

/// <summary>A material on its way from being asked for to being signed off.</summary>
public sealed class MaterialStoryTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_unit_writes_the_office_returns_and_passes_and_leaders_sign(
        DatabaseEngine engine)
    {
        await using var city = await MaterialCity.StartAsync(engine);
        var path = (await city.MaterialsAsync(await city.OpenAsync()))[0];
        await city.SaveAsync(path, "有计划");
        Assert.Equal(
            ProblemCode.MaterialNotAssured,
            await city.RefuseAsync(path + "/submit", new { }, "bureau"));
        await city.DoAsync(path + "/submit", new { assured = true }, "bureau");
        Assert.Equal(ProblemCode.MaterialNotNow, await city.RefuseSaveAsync(path, "改"));
        Assert.Equal(
            ProblemCode.NotPermitted, await city.RefuseAsync(path + "/pass", new { }, "bureau"));
        Assert.Equal(
            ProblemCode.FieldRequired, await city.RefuseAsync(path + "/return", new { }));
        var returned = await city.DoAsync(path + "/return", new { reason = "缺数据" });
        Assert.Equal("缺数据", returned.GetProperty("returnReason").GetString());
        Assert.Contains("缺数据", await city.PageAsync(Page(path), "bureau"));
        Assert.Contains(
            (await city.GetAsync("/api/v1/notices", "bureau")).GetProperty("items")
                .EnumerateArray(),
            one => one.GetProperty("template").GetString() == "material-returned");

        await city.SaveAsync(path, "有计划，检查 12 次");
        await city.DoAsync(path + "/submit", new { assured = true }, "bureau");
        await city.DoAsync(path + "/pass", new { });
        Assert.Equal(
            ProblemCode.NotPermitted, await city.RefuseAsync(path + "/signoff", new { }));
        var signed = await city.DoAsync(path + "/signoff", new { }, "signer");
        Assert.Equal("SignedOff", signed.GetProperty("state").GetString());
        Assert.Equal(TestPack.CommandCentre, signed.GetProperty("signedOrg").GetString());

        var whole = await city.GetAsync(path, "water");
        Assert.Equal(
            ["有计划，检查 12 次", "有计划"],
            whole.GetProperty("versions").EnumerateArray()
                .Select(one => one.GetProperty("text").GetString()));
        Assert.Equal(7, whole.GetProperty("steps").GetArrayLength());
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_material_is_written_by_its_own_unit_and_by_whom_the_office_names(
        DatabaseEngine engine)
    {
        await using var city = await MaterialCity.StartAsync(engine);
        var path = (await city.MaterialsAsync(await city.OpenAsync()))[0];
        Assert.Equal(ProblemCode.OutsideScope, await city.RefuseSaveAsync(path, "水", "water"));
        Assert.Equal(
            ProblemCode.NotPermitted, await city.RefuseSaveAsync(path, "办", "office"));
        Assert.Equal(ProblemCode.SignInRequired, await city.RefuseSaveAsync(path, "x", "nobody"));
        Assert.Equal(
            ProblemCode.UnitNotKnown,
            await city.RefuseAsync(path + "/assign", new { unit = "x", due = "2026-12-01" }));
        await city.DoAsync(path + "/assign", new { unit = TestPack.Water, due = "2026-12-01" });
        await city.SaveAsync(path, "水务填报", "water");
        Assert.Equal(ProblemCode.OutsideScope, await city.RefuseSaveAsync(path, "城管"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Files_are_told_by_content_and_kept_from_version_to_version(
        DatabaseEngine engine)
    {
        await using var city = await MaterialCity.StartAsync(engine);
        var path = (await city.MaterialsAsync(await city.OpenAsync()))[1];
        foreach (var (name, content, problem) in new[]
        {
            ("plan.pdf", MaterialCity.Word(isWord: false), ProblemCode.MaterialFileUnfit),
            ("photo.jpg", MaterialCity.Word(isWord: false), ProblemCode.MaterialFileUnfit),
            ("plan.docm", MaterialCity.Word(macros: true), ProblemCode.MaterialFileMacros),
            ("plan.docx", MaterialCity.Word(macros: true), ProblemCode.MaterialFileMacros),
            ("plan.docx", MaterialCity.Pdf, ProblemCode.MaterialFileMisnamed),
            ("plan.pdf", [], ProblemCode.FileEmpty),
        })
        {
            Assert.Equal(
                problem, await city.RefuseSaveAsync(path, "", files: (name, content)));
        }

        await city.SaveAsync(
            path, "", files: [("方案.pdf", MaterialCity.Pdf), ("通知.docx", MaterialCity.Word())]);
        var files = await FilesAsync(city, path, 1);
        var pdf = files.First(file => file.GetProperty("name").GetString() == "方案.pdf")
            .GetProperty("sha256").GetString()!;
        await city.SaveAsync(path, "只留方案", keep: [pdf]);
        Assert.Single(await FilesAsync(city, path, 2));
        Assert.Equal(2, (await FilesAsync(city, path, 1)).Count);
        Assert.Equal(
            MaterialCity.Pdf,
            await city.BytesAsync(HttpMethod.Get, $"{path}/files/1/{pdf}", "office"));
        Assert.Equal(
            ProblemCode.FieldTooLong, await city.RefuseSaveAsync(path, new string('长', 51)));
        Assert.Equal(
            ProblemCode.MaterialPicturesTooMany,
            await city.RefuseSaveAsync(
                path, "",
                files:
                [
                    .. Enumerable.Range(0, 3).Select(n =>
                        ($"{n}.png", (byte[])[.. MaterialCity.Png, (byte)n])),
                ]));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_a_document_lacks_is_named_when_it_is_handed_in(
        DatabaseEngine engine)
    {
        await using var city = await MaterialCity.StartAsync(engine);
        var paths = await city.MaterialsAsync(await city.OpenAsync());
        foreach (var (path, lacking) in new[]
        {
            (paths[0], ProblemCode.FieldRequired),
            (paths[1], ProblemCode.MaterialDocumentMissing),
            (paths[2], ProblemCode.MaterialPictureMissing),
        })
        {
            await city.SaveAsync(path, "");
            Assert.Equal(
                lacking,
                await city.RefuseAsync(path + "/submit", new { assured = true }, "bureau"));
        }
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_closed_case_is_referred_to_and_an_open_or_private_one_is_not(
        DatabaseEngine engine)
    {
        await using var city = await MaterialCity.StartAsync(engine);
        var path = (await city.MaterialsAsync(await city.OpenAsync()))[1];
        var (open, _) = await city.ReportAsync();
        var closed = await CloseAsync(city);
        Assert.Equal(
            ProblemCode.UnknownValue,
            await city.RefuseSaveAsync(path, "", references: ["case:" + open]));
        Assert.Equal(
            ProblemCode.UnknownValue,
            await city.RefuseSaveAsync(path, "", references: ["event:1"]));
        var reuse = Page(path).Replace("/material?", "/reuse?", StringComparison.Ordinal);
        var found = await city.PageAsync(reuse + "&words=" + closed[..6], "bureau");
        Assert.Contains(closed, found);
        Assert.DoesNotContain(open, found);
        await city.SaveAsync(path, "", references: ["case:" + closed]);
        Assert.Contains(closed, await city.PageAsync(Page(path), "water"));
        var done = await city.DoAsync(path + "/submit", new { assured = true }, "bureau");
        Assert.Equal("Submitted", done.GetProperty("state").GetString());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_board_shows_each_unit_what_is_late_and_what_is_due(
        DatabaseEngine engine)
    {
        await using var city = await MaterialCity.StartAsync(engine);
        var dossier = await city.OpenAsync("2026-11-30");
        await city.DoAsync(
            (await city.MaterialsAsync(dossier))[2] + "/assign",
            new { unit = TestPack.Water, due = "2026-11-24" });
        city.Time.Advance(TimeSpan.FromDays(1));
        var board = await city.GetAsync($"/api/v1/dossiers/{dossier.Id()}/board", "water");
        Assert.Equal(
            [(TestPack.Water, 1, 0), (TestPack.WestBureau, 0, 2)],
            board.GetProperty("items").EnumerateArray().Select(one => (
                one.GetProperty("unit").GetString()!, one.GetProperty("late").GetInt32(),
                one.GetProperty("soon").GetInt32())));
        var page = await city.PageAsync($"/console/materials/board?id={dossier.Id()}");
        Assert.Contains("逾期 1 天", page);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_round_is_opened_by_the_office_for_an_edition_that_wants_documents(
        DatabaseEngine engine)
    {
        await using var city = await MaterialCity.StartAsync(engine);
        var wish = new { edition = "e-1", name = "申报", due = "2026-12-01" };
        Assert.Equal(
            ProblemCode.NotPermitted,
            await city.RefuseAsync("/api/v1/dossiers", wish, "bureau"));
        Assert.Equal(
            ProblemCode.NotFound,
            await city.RefuseAsync("/api/v1/dossiers", wish with { edition = "none" }));
        Assert.Equal(
            ProblemCode.DossierDayPast,
            await city.RefuseAsync("/api/v1/dossiers", wish with { due = "2026-11-01" }));
        await city.OpenAsync();
        Assert.Contains("年度申报", await city.PageAsync("/console/materials", "water"));
    }

    private static string Page(string path) =>
        "/console/materials/material?id=" + path.Split('/')[^1];

    private static async Task<List<JsonElement>> FilesAsync(TestCity city, string path, int n) =>
    [
        .. (await city.GetAsync(path, "office")).GetProperty("versions").EnumerateArray()
            .First(one => one.GetProperty("n").GetInt32() == n).GetProperty("files")
            .EnumerateArray(),
    ];

    /// <summary>A case that was fixed by one body, checked and closed by another.</summary>
    internal static async Task<string> CloseAsync(TestCity city)
    {
        var (number, _) = await city.ReportAsync();
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch", new { unit = TestPack.WestBureau });
        await city.ActAsync("bureau", number, "rectify", new { text = "已清运" });
        await city.ActAsync("office", number, "pass-check", new { text = "干净了" });
        await city.ActAsync("office", number, "close");
        return number;
    }
}
