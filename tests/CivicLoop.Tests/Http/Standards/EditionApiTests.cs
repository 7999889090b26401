using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Standards;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Tables;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Domain.Packs;
using CivicLoop.Tests.Domain.Standards;

namespace CivicLoop.Tests.Http.Standards;

/// <summary>Editions as programs use them: read by all staff, kept by who keeps the standards.
/// </summary>
public sealed class EditionApiTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_new_city_holds_the_editions_of_its_pack_by_their_dates(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var list = (await city.GetAsync("/api/v1/editions", "water")).GetProperty("items");
        Assert.Equal(
            ["sample-city", "sample-minors"],
            list.EnumerateArray().Select(one => one.GetProperty("code").GetString()));
        Assert.Equal("2026-01-01", list[0].GetProperty("effectiveFrom").GetString());
        var first = await city.GetAsync("/api/v1/editions?limit=1", "water");
        var next = first.GetProperty("next").GetString();
        var second = await city.GetAsync($"/api/v1/editions?limit=1&after={next}", "water");
        Assert.Equal(
            "sample-minors",
            second.GetProperty("items")[0].GetProperty("code").GetString());
        Assert.False(second.TryGetProperty("next", out _));
        var shown = await city.GetAsync("/api/v1/editions/sample-city", "water");
        Assert.Equal(233, shown.GetProperty("checkItems").GetInt32());
        Assert.Equal(28, shown.GetProperty("siteKinds").GetArrayLength());
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Check_items_are_read_page_by_page_and_by_kind(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var codes = new List<string>();
        var after = "";
        do
        {
            var page = await city.GetAsync(
                $"/api/v1/editions/sample-city/check-items?limit=100&after={after}", "water");
            codes.AddRange(page.GetProperty("items").EnumerateArray()
                .Select(one => one.GetProperty("code").GetString()!));
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (after is not null);
        Assert.Equal(233, codes.Distinct().Count());
        Assert.Equal(233, codes.Count);
        var market = await city.GetAsync(
            "/api/v1/editions/sample-city/check-items?kind=S11", "water");
        Assert.Equal(12, market.GetProperty("items").GetArrayLength());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_is_exported_is_imported_unchanged_as_a_draft(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        using var request = Ask(HttpMethod.Get, "/api/v1/editions/sample-city/file", "water");
        using var file = await city.Http.SendAsync(request);
        Assert.Equal(SheetFile.ContentType, file.Content.Headers.ContentType!.MediaType);
        var bytes = await file.Content.ReadAsByteArrayAsync();
        using var fixedOne = await SendAsync(city, bytes, "");
        Assert.Equal((int)ProblemCode.EditionFixed, await TestCity.ProblemAsync(fixedOne));
        var sheet = await BodyAsync(city, "sample-city");
        var renamed = SheetFile.Write(
            EditionReader.Columns, EditionSheet.Rows(Renamed(sheet, "next-city")));
        using var looked = await SendAsync(city, renamed, "?dryRun=true");
        Assert.Equal(HttpStatusCode.OK, looked.StatusCode);
        Assert.Null(await city.Service<EditionLists>().FindAsync("next-city", default));
        using var taken = await SendAsync(city, renamed, "");
        Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        var same = await city.GetAsync(
            "/api/v1/editions/compare?from=sample-city&to=next-city", "water");
        Assert.Equal(0, same.GetProperty("items").GetArrayLength());
        Assert.Equal(
            EditionState.Draft,
            (await city.Service<EditionLists>().FindAsync("next-city", default))!.State);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Publishing_gives_the_dates_ends_the_one_before_and_fixes_the_contents(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        await TakeAsync(city, SampleEditions.Draft("new-city"));
        // Sent again, a draft is replaced.
        await TakeAsync(city, SampleEditions.Draft("new-city"));
        using var past = await city.PostAsync(
            "/api/v1/editions/new-city/publish", new { from = "2026-03-01" }, "office");
        Assert.Equal((int)ProblemCode.EditionsOverlap, await TestCity.ProblemAsync(past));
        using var done = await city.PostAsync(
            "/api/v1/editions/new-city/publish", new { from = "2027-01-01" }, "office", "once");
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        var lists = city.Service<EditionLists>();
        Assert.Equal(
            new DateOnly(2026, 12, 31),
            (await lists.FindAsync("sample-city", default))!.EffectiveTo);
        Assert.Equal("sample-city", (await lists.TodayAsync(default))[0].Edition?.Code);
        city.Time.Advance(TimeSpan.FromDays(60));
        Assert.Equal("new-city", (await lists.TodayAsync(default))[0].Edition?.Code);
        using var again = await SendAsync(city, FileOf(SampleEditions.Draft("new-city")), "");
        Assert.Equal((int)ProblemCode.EditionFixed, await TestCity.ProblemAsync(again));
        using var gone = await city.Http.SendAsync(
            Ask(HttpMethod.Delete, "/api/v1/editions/new-city", "office"));
        Assert.Equal((int)ProblemCode.EditionFixed, await TestCity.ProblemAsync(gone));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_faulty_row_is_told_and_the_rest_is_taken(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var csv = Encoding.UTF8.GetBytes(
            "层级,代码,名称,上级,计分规则,分值\nedition,e-9,新版,,,\nkind,S01,街道,,,\n"
            + "check,S0101,无垃圾,S01,N,4\ncheck,S0102,坏,S01,Z9,4\n");
        using var taken = await SendAsync(city, csv, "");
        var answer = JsonDocument.Parse(await taken.Content.ReadAsStringAsync()).RootElement;
        var refused = Assert.Single(answer.GetProperty("refused").EnumerateArray());
        Assert.Equal(5, refused.GetProperty("row").GetInt32());
        Assert.Equal("rule", refused.GetProperty("field").GetString());
        Assert.Equal(1, answer.GetProperty("counts").GetProperty("checkItems").GetInt32());
        // It is a draft, and one that cannot be scored is not published.
        using var early = await city.PostAsync(
            "/api/v1/editions/e-9/publish", new { from = "2027-01-01" }, "office");
        Assert.Equal((int)ProblemCode.EditionIncomplete, await TestCity.ProblemAsync(early));
        using var gone = await city.Http.SendAsync(
            Ask(HttpMethod.Delete, "/api/v1/editions/e-9", "office"));
        Assert.Equal(HttpStatusCode.OK, gone.StatusCode);
        Assert.Null(await city.Service<EditionLists>().FindAsync("e-9", default));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_standing_is_recorded_with_evidence_and_shown_above(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        using var bare = await city.PostAsync(
            "/api/v1/standing", new { subject = "City", status = "Warning", since = "2026-11-01" },
            "office");
        Assert.Equal((int)ProblemCode.FieldRequired, await TestCity.ProblemAsync(bare));
        using var kept = await city.PostAsync(
            "/api/v1/standing",
            new
            {
                subject = "City", status = "Warning", since = "2026-11-01",
                evidence = "通报〔2026〕1号",
            },
            "office");
        Assert.Equal(HttpStatusCode.Created, kept.StatusCode);
        var today = (await city.GetAsync("/api/v1/standing", "water")).GetProperty("today");
        Assert.Equal("Warning", today[0].GetProperty("status").GetString());
        Assert.Equal("Clear", today[1].GetProperty("status").GetString());
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Fact]
    public async Task Residents_read_nothing_and_staff_without_the_duty_change_nothing()
    {
        await using var city = await StartAsync(DatabaseEngine.Sqlite);
        using var resident = await city.Http.GetAsync("/api/v1/editions");
        Assert.Equal((int)ProblemCode.SignInRequired, await TestCity.ProblemAsync(resident));
        using var unit = await SendAsync(
            city, FileOf(SampleEditions.Draft("x")), "", caller: "water");
        Assert.Equal((int)ProblemCode.NotPermitted, await TestCity.ProblemAsync(unit));
        using var publish = await city.PostAsync(
            "/api/v1/editions/sample-city/publish", new { from = "2027-01-01" }, "water");
        Assert.Equal((int)ProblemCode.NotPermitted, await TestCity.ProblemAsync(publish));
        using var far = await city.Http.SendAsync(
            Ask(HttpMethod.Get, "/api/v1/editions?limit=5000", "water"));
        Assert.Equal((int)ProblemCode.LimitTooLarge, await TestCity.ProblemAsync(far));
        using var none = await city.Http.SendAsync(
            Ask(HttpMethod.Get, "/api/v1/editions/none", "water"));
        Assert.Equal((int)ProblemCode.NotFound, await TestCity.ProblemAsync(none));
    }

    private static Task<TestCity> StartAsync(DatabaseEngine engine) => TestCity.StartAsync(
        engine,
        TestPack.Create() with { Editions = PackFolders.Read("kunming").Editions });

    private static async Task TakeAsync(TestCity city, EditionBody body)
    {
        using var answer = await SendAsync(city, FileOf(body), "");
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.DoesNotContain("\"row\"", await answer.Content.ReadAsStringAsync());
    }

    private static byte[] FileOf(EditionBody body) =>
        SheetFile.Write(EditionReader.Columns, EditionSheet.Rows(body));

    private static EditionBody Renamed(EditionBody body, string code) =>
        body with { Edition = body.Edition with { Code = code } };

    private static async Task<EditionBody> BodyAsync(TestCity city, string code) =>
        (await city.Service<EditionLists>().BodyAsync(code, default)).Value;

    private static async Task<HttpResponseMessage> SendAsync(
        TestCity city, byte[] file, string query, string caller = "office")
    {
        using var request = Ask(HttpMethod.Post, "/api/v1/editions" + query, caller);
        request.Content = new ByteArrayContent(file);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        return await city.Http.SendAsync(request);
    }

    private static HttpRequestMessage Ask(HttpMethod method, string path, string caller)
    {
        var request = new HttpRequestMessage(method, path);
        request.Headers.Add(TestCallers.Header, caller);
        return request;
    }
}
