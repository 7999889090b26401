using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Planning;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Tables;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Materials;
using CivicLoop.Tests.Http.Responsibilities;

namespace CivicLoop.Tests.Http.Planning;

/// <summary>Control lines are taken in, and what is new on the ground is held against them.
/// </summary>
public sealed class PlanningTests
{
    private const string Zones = "/api/v1/planning/zones?from=2026-01-01&basisName=plan";
    private const string Uses = "/api/v1/planning/uses";
    private const string Findings = "/api/v1/planning/findings";

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_project_inside_a_green_line_is_found_and_one_beside_it_is_not(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var beside = await city.DoAsync(Uses, Use("Project", 102.08));
        Assert.Empty(beside.GetProperty("findings").EnumerateArray());
        var inside = await city.DoAsync(Uses, Use("Project", 102.03));
        var finding = Assert.Single(inside.GetProperty("findings").EnumerateArray());
        Assert.Equal("Green", finding.GetProperty("line").GetString());
        var listed = Assert.Single(await ListAsync(city, "?state=Open"));
        Assert.Equal("G1", listed.GetProperty("zone").GetString());
        Assert.Contains("示意项目", await city.PageAsync("/console/planning", "water"));
        Assert.Equal(
            ProblemCode.PositionOutsideCity,
            await city.RefuseAsync(Uses, Use("Project", 110)));
        Assert.Equal(
            ProblemCode.NotPermitted,
            await city.RefuseAsync(Uses, Use("Project", 102.03), "bureau"));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_stall_needs_an_end_and_a_permit_that_holds(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        Assert.Equal(
            ProblemCode.FieldRequired,
            await city.RefuseAsync(Uses, Use("TemporaryStall", 102.08, to: null)));
        var unpermitted = await city.DoAsync(Uses, Use("TemporaryStall", 102.08));
        Assert.Equal(["BeyondPermit"], Kinds(unpermitted));
        await city.DoAsync(Uses, Use("Permit", 102.08, "P-1"));
        Assert.Empty(Kinds(await city.DoAsync(Uses, Use("TemporaryStall", 102.08, "P-1"))));
        Assert.Equal(
            ["BeyondPermit"],
            Kinds(await city.DoAsync(
                Uses, Use("TemporaryStall", 102.08, "P-1", to: "2027-02-01"))));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_list_of_permits_is_registered_row_by_row_and_once(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var list = SheetFile.Write(
            ["类型", "许可证号", "名称", "单位", "开始日期", "结束日期", "经度", "纬度"],
            [
                ["规划许可", "P-1", "外摆区", "某公司", "2026-11-01", "2026-12-31", 102.08, 25.03],
                ["临时摊点", "P-1", "夜市", "某公司", "2026-11-24", "2026-12-31", 102.08, 25.03],
                ["Project", "", "绿地里的项目", "某公司", "2026-11-24", "", 102.03, 25.03],
                ["规划许可", "", "没有编号", "某公司", "2026-11-24", "", 102.08, 25.03],
                ["Project", "", "城外", "某公司", "2026-11-24", "", 110, 25.03],
            ]);
        const string path = "/api/v1/imports/land-uses";
        var looked = await ImportAsync(city, path + "?dryRun=true", list);
        Assert.Empty((await city.GetAsync(Uses, "water")).GetProperty("items").EnumerateArray());
        var taken = await ImportAsync(city, path, list);
        Assert.Equal(Counts(looked), Counts(taken));
        Assert.Equal((3, 2), Counts(taken));
        var found = Assert.Single(await ListAsync(city, "?state=Open"));
        Assert.Equal("绿地里的项目", found.GetProperty("title").GetString());
        await ImportAsync(city, path, list);
        Assert.Equal(
            3, (await city.GetAsync(Uses, "water")).GetProperty("items").GetArrayLength());
        using var chinese = await city.SendFileAsync(path, [.. "名称"u8[..4], (byte)',']);
        Assert.Equal(ProblemCode.TextNotUtf8, await ProblemAsync(chinese));
        using var refused = await city.SendFileAsync(path, list, "water");
        Assert.Equal(ProblemCode.NotPermitted, await ProblemAsync(refused));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_new_case_of_a_watched_class_inside_a_line_is_found(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        const string watch = "/api/v1/planning/classes/";
        using var stranger = await WatchAsync(
            city, HttpMethod.Put, watch + TestPack.Stall, "water");
        Assert.Equal(ProblemCode.NotPermitted, await ProblemAsync(stranger));
        using var unknown = await WatchAsync(city, HttpMethod.Put, watch + "X9");
        Assert.Equal(ProblemCode.UnknownValue, await ProblemAsync(unknown));
        // Watching twice is watching; what was ended is not held against the lines.
        foreach (var (method, code) in new[]
        {
            (HttpMethod.Put, TestPack.Stall), (HttpMethod.Put, TestPack.Stall),
            (HttpMethod.Put, TestPack.Rubbish), (HttpMethod.Delete, TestPack.Rubbish),
        })
        {
            using var changed = await WatchAsync(city, method, watch + code);
            Assert.True(changed.IsSuccessStatusCode);
        }

        Assert.Equal(
            TestPack.Stall,
            Assert.Single((await city.GetAsync(watch.TrimEnd('/'), "water"))
                .GetProperty("items").EnumerateArray()).GetProperty("code").GetString());
        await city.ReportAsync(TestPack.Stall, 25.03, 102.08);
        await city.ReportAsync(TestPack.Rubbish, 25.03, 102.03);
        var arrivals = city.Service<SeeArrivals>();
        Assert.Equal(0, await arrivals.RunAsync());
        Assert.Empty(await ListAsync(city, "?subject=Case"));
        var (number, _) = await city.ReportAsync(TestPack.Stall, 25.03, 102.03);
        Assert.Equal(1, await arrivals.RunAsync());
        Assert.Equal(0, await arrivals.RunAsync());
        var found = Assert.Single(await ListAsync(city, "?subject=Case"));
        Assert.Equal(number, found.GetProperty("case").GetString());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task An_exception_needs_its_document_and_another_body(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var made = await city.DoAsync(Uses, Use("Project", 102.03));
        var path = $"{Findings}/{made.GetProperty("findings")[0].Id()}";
        Assert.Equal(
            ProblemCode.NotPermitted, await RefuseExceptAsync(city, path, "bureau", null));
        Assert.Equal(
            ProblemCode.ExceptionNeedsDocument,
            await RefuseExceptAsync(city, path, "signer", null));
        Assert.Equal(
            ProblemCode.MaterialFileUnfit,
            await RefuseExceptAsync(
                city, path, "signer", MaterialCity.Word(isWord: false)));
        using var answer = await ExceptAsync(city, path, "signer", MaterialCity.Pdf);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        var done = JsonDocument.Parse(text).RootElement;
        Assert.Equal("Excepted", done.GetProperty("state").GetString());
        Assert.Equal(
            MaterialCity.Pdf,
            await city.BytesAsync(HttpMethod.Get, path + "/document", "water"));
        Assert.Equal(
            ProblemCode.FindingEnded,
            await city.RefuseAsync(path + "/settle", new { reason = "已迁出" }, "signer"));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_finding_becomes_a_case_and_is_not_found_a_second_time(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        await city.City.Database.WriteAsync(async session =>
        {
            await session.InsertAsync(new PlanningClass(TestPack.Rubbish));
            return (Outcome<bool>)true;
        });
        var made = await city.DoAsync(Uses, Use("Project", 102.03));
        var path = $"{Findings}/{made.GetProperty("findings")[0].Id()}/case";
        var opened = await city.DoAsync(path, new { @class = TestPack.Rubbish }, "signer");
        var number = opened.GetProperty("case").GetString();
        Assert.NotNull(number);
        var shown = await city.GetAsync($"/api/v1/cases/{number}", "office");
        Assert.Equal("Reported", shown.GetProperty("state").GetString());
        Assert.Single(await ListAsync(city, ""));
        Assert.Equal(
            ProblemCode.FindingEnded,
            await city.RefuseAsync(path, new { @class = TestPack.Rubbish }, "signer"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_redrawn_line_finds_what_was_registered_before(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        await city.DoAsync(Uses, Use("Project", 102.08));
        var looked = await ImportAsync(
            city, Zones + "&dryRun=true", File(("G2", "蓝线", 102.07, 102.09)));
        Assert.Equal(1, looked.GetProperty("added").GetInt32());
        Assert.Empty(await ListAsync(city, ""));
        var taken = await ImportAsync(
            city, Zones,
            File(("G1", "绿线", 102.02, 102.04), ("G2", "蓝线", 102.07, 102.09), ("", "", 1, 2)));
        Assert.Equal(
            (1, 1, 1),
            (taken.GetProperty("added").GetInt32(), taken.GetProperty("same").GetInt32(),
                taken.GetProperty("raised").GetInt32()));
        Assert.Single(taken.GetProperty("refused").EnumerateArray());
        Assert.Equal(
            "Blue",
            Assert.Single(await ListAsync(city, "")).GetProperty("line").GetString());
        var zones = await city.GetAsync("/api/v1/planning/zones", "water");
        Assert.Equal(2, zones.GetProperty("items").GetArrayLength());
        Assert.Equal(
            ProblemCode.FileUnreadable, await RefuseImportAsync(city, "no shapes"u8.ToArray()));
    }

    // With a green line from 102.02° to 102.04° E.
    private static async Task<TestCity> StartAsync(DatabaseEngine engine)
    {
        var city = await TestCity.StartAsync(engine);
        var taken = await ImportAsync(city, Zones, File(("G1", "绿线", 102.02, 102.04)));
        Assert.Equal(1, taken.GetProperty("added").GetInt32());
        return city;
    }

    private static object Use(
        string kind, double lon, string permit = "", string? to = "2026-12-31") => new
    {
        kind, name = "示意项目", holderName = "某公司", permitNumber = permit,
        from = "2026-11-24", to, lat = "25.03",
        lon = lon.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private static byte[] File(
        params (string Code, string Line, double West, double East)[] zones) =>
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new
        {
            type = "FeatureCollection",
            features = zones.Select(zone => new
            {
                type = "Feature",
                properties = new { code = zone.Code, line = zone.Line, name = "控制线" },
                geometry = new
                {
                    type = "Polygon",
                    coordinates = new[]
                    {
                        new[]
                        {
                            new[] { zone.West, 25.02 }, [zone.East, 25.02], [zone.East, 25.04],
                            [zone.West, 25.04], [zone.West, 25.02],
                        },
                    },
                },
            }),
        }));

    private static async Task<JsonElement> ImportAsync(TestCity city, string path, byte[] file)
    {
        using var answer = await city.SendFileAsync(path, file);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<ProblemCode> RefuseImportAsync(TestCity city, byte[] file)
    {
        using var answer = await city.SendFileAsync(Zones, file);
        return (ProblemCode)await TestCity.ProblemAsync(answer);
    }

    private static async Task<ProblemCode> RefuseExceptAsync(
        TestCity city, string path, string caller, byte[]? file)
    {
        using var answer = await ExceptAsync(city, path, caller, file);
        return (ProblemCode)await TestCity.ProblemAsync(answer);
    }

    private static async Task<HttpResponseMessage> ExceptAsync(
        TestCity city, string path, string caller, byte[]? file)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent("经批准"), "reason" },
            { new StringContent("批复"), "documentName" },
            { new StringContent("2026-7"), "documentNumber" },
            { new StringContent("2026-11-20"), "documentDay" },
        };
        if (file is not null)
        {
            var part = new ByteArrayContent(file);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/pdf");
            form.Add(part, "file", "批复.pdf");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, path + "/except")
        {
            Content = form,
        };
        request.Headers.Add(TestCallers.Header, caller);
        return await city.Http.SendAsync(request);
    }

    private static async Task<HttpResponseMessage> WatchAsync(
        TestCity city, HttpMethod method, string path, string caller = "office")
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add(TestCallers.Header, caller);
        return await city.Http.SendAsync(request);
    }

    private static async Task<ProblemCode> ProblemAsync(HttpResponseMessage answer) =>
        (ProblemCode)await TestCity.ProblemAsync(answer);

    private static (int Added, int Refused) Counts(JsonElement taken) => (
        taken.GetProperty("counts").GetProperty("Added").GetInt32(),
        taken.GetProperty("refusedCount").GetInt32());

    private static async Task<List<JsonElement>> ListAsync(TestCity city, string query) =>
    [
        .. (await city.GetAsync(Findings + query, "water")).GetProperty("items")
            .EnumerateArray(),
    ];

    private static List<string?> Kinds(JsonElement made) =>
    [
        .. made.GetProperty("findings").EnumerateArray()
            .Select(one => one.GetProperty("kind").GetString()),
    ];
}
