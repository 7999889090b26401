using System.Net;
using System.Text.Json;
using CivicLoop.Domain.Burden;
using CivicLoop.Domain.Cases;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Cases;
using CivicLoop.Tests.Http.Materials;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.Bulletins;

/// <summary>Reminder letters and supervision orders to and fro.</summary>
public sealed class LetterTests
{
    private const string Here = "/api/v1/letters";

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_unit_answers_in_time_and_the_office_settles_it(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var sent = await SentAsync(city, Body());
        var id = sent.GetProperty("id").GetGuid();
        Assert.Equal("2026-1", sent.GetProperty("number").GetString());
        // Two working days of eight hours from ten o'clock on Tuesday: ten o'clock on Thursday.
        Assert.Equal(
            TestCity.Start.AddDays(2), sent.GetProperty("dueAt").GetDateTimeOffset());
        Assert.Contains("请清理积案", await city.PageAsync("/console/letters", "bureau"));
        Assert.DoesNotContain("请清理积案", await city.PageAsync("/console/letters", "water"));
        await using (var context = city.City.Database.OpenContext())
        {
            var ask = await context.Set<BurdenAsk>().SingleAsync();
            Assert.Equal(("letter", id), (ask.Source, ask.SourceId));
        }

        Assert.Equal(40302, await RefusedAsync(city, id, new { command = "Answer" }, "office"));
        Assert.Equal(
            40321,
            await RefusedAsync(
                city, id, new { command = "Answer", text = "是", evidence = "是" }, "water"));
        Assert.Equal(
            40001,
            await RefusedAsync(city, id, new { command = "Answer", text = "已清理" }, "bureau"));
        await DoneAsync(
            city, id, new { command = "Answer", text = "已清理", evidence = "台账" }, "bureau");
        var back = await DoneAsync(
            city, id, new { command = "Return", text = "缺照片", workdays = 1 }, "office");
        Assert.Equal("Returned", back.GetProperty("state").GetString());
        await DoneAsync(
            city, id, new { command = "Answer", text = "已补", evidence = "照片" }, "bureau");
        var settled = await DoneAsync(city, id, new { command = "Accept" }, "office");
        Assert.Equal("Accepted", settled.GetProperty("state").GetString());
        var page = await city.PageAsync($"/console/letters/{id}", "bureau");
        Assert.Contains("缺照片", page);
        Assert.Equal(
            40956, await RefusedAsync(city, id, new { command = "Withdraw", text = "错" }));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task An_overdue_reminder_becomes_an_order_and_the_cases_supervision(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch");
        var about = Body() with { Case = number };
        var reminder = (await SentAsync(city, about)).GetProperty("id").GetGuid();
        var order = about with { Kind = "SupervisionOrder", Escalates = reminder };
        using (var early = await city.PostAsync(Here, order, "office"))
        {
            Assert.Equal(40957, await TestCity.ProblemAsync(early));
        }

        city.Time.Advance(TimeSpan.FromDays(4));
        Assert.Equal(
            1,
            (await city.GetAsync($"{Here}?overdue=true", "office"))
                .GetProperty("items").GetArrayLength());
        var id = (await SentAsync(city, order)).GetProperty("id").GetGuid();
        var before = await city.GetAsync($"{Here}/{reminder}", "bureau");
        Assert.Equal(
            "Escalated", before.GetProperty("letter").GetProperty("state").GetString());
        Assert.NotNull((await CaseAsync(city, number)).OrderDueAt);
        await DoneAsync(
            city, id, new { command = "Answer", text = "今日清运", evidence = number }, "bureau");
        Assert.Null((await CaseAsync(city, number)).OrderDueAt);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_letter_names_a_block_of_a_published_bulletin(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var bulletin = (await city.BegunAsync()).GetProperty("id").GetGuid();
        var about = Body() with { Bulletin = bulletin, Block = 7 };
        using (var draft = await city.PostAsync(Here, about, "office"))
        {
            Assert.Equal(40009, await TestCity.ProblemAsync(draft));
        }

        await city.PublishedAsync(bulletin);
        using (var missing = await city.PostAsync(Here, about with { Block = 99 }, "office"))
        {
            Assert.Equal(40009, await TestCity.ProblemAsync(missing));
        }

        var id = (await SentAsync(city, about)).GetProperty("id").GetGuid();
        Assert.Contains(
            $"/console/bulletins/{bulletin}#block-7",
            await city.PageAsync($"/console/letters/{id}", "bureau"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_refused_letter_keeps_what_was_typed(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (status, _, text) = await city.FormAsync(
            "/console/letters/new", "/console/letters/new", "office",
            ("kind", "Reminder"), ("unit", "没有这个单位"), ("headline", "请清理积案"),
            ("text", "逐件办结"), ("basisName", "工作方案"), ("workdays", "2"));
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("逐件办结", text);
        Assert.Contains("unit-problem", text);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Files_wait_with_the_unit_until_they_go_with_its_answer(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var id = (await SentAsync(city, Body())).GetProperty("id").GetGuid();
        var path = $"{Here}/{id}/attachments";
        Assert.Equal(40302, await AttachAsync(city, id, MaterialCity.Pdf, "office"));
        Assert.Equal(40321, await AttachAsync(city, id, MaterialCity.Pdf, "water"));
        Assert.Equal(
            400, await AttachAsync(city, id, "MZ no document"u8.ToArray(), "bureau") / 100);
        Assert.Equal(1, await AttachAsync(city, id, MaterialCity.Pdf, "bureau"));
        Assert.Equal(1, await AttachAsync(city, id, MaterialCity.Pdf, "bureau"));
        Assert.Contains("台账.pdf", await city.PageAsync($"/console/letters/{id}", "bureau"));
        Assert.Empty(await FilesAsync(city, id, "office"));
        using (var hidden = await DownloadAsync(city, $"{path}/1", "office"))
        {
            Assert.Equal(HttpStatusCode.NotFound, hidden.StatusCode);
        }

        // A file is evidence: words for it may be left out.
        await DoneAsync(city, id, new { command = "Answer", text = "已清理" }, "bureau");
        var file = Assert.Single(await FilesAsync(city, id, "office"));
        Assert.Equal(2, file.GetProperty("step").GetInt32());
        using (var opened = await DownloadAsync(city, $"{path}/1", "office"))
        {
            Assert.Equal(MaterialCity.Pdf, await opened.Content.ReadAsByteArrayAsync());
        }

        // What went with an answer stays; what waits is taken off again.
        Assert.Equal(40956, await AttachAsync(city, id, MaterialCity.Pdf, "bureau"));
        await DoneAsync(
            city, id, new { command = "Return", text = "缺照片", workdays = 1 }, "office");
        Assert.Equal(2, await AttachAsync(city, id, MaterialCity.Pdf, "bureau"));
        using (var kept = await city.PostAsync($"{path}/1/take-off", new { }, "bureau"))
        {
            Assert.Equal(HttpStatusCode.NotFound, kept.StatusCode);
        }

        using (var off = await city.PostAsync($"{path}/2/take-off", new { }, "bureau"))
        {
            Assert.Equal(HttpStatusCode.OK, off.StatusCode);
        }

        Assert.Single(await FilesAsync(city, id, "bureau"));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    // Answers the file's number, or the problem's.
    private static async Task<int> AttachAsync(
        TestCity city, Guid letter, byte[] content, string caller)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(content), "files", "台账.pdf" },
        };
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"{Here}/{letter}/attachments") { Content = form };
        request.Headers.Add(TestCallers.Header, caller);
        using var answer = await city.Http.SendAsync(request);
        return answer.IsSuccessStatusCode
            ? JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement
                .GetProperty("n").GetInt32()
            : await TestCity.ProblemAsync(answer);
    }

    private static async Task<HttpResponseMessage> DownloadAsync(
        TestCity city, string path, string caller)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add(TestCallers.Header, caller);
        return await city.Http.SendAsync(request);
    }

    private static async Task<IReadOnlyList<JsonElement>> FilesAsync(
        TestCity city, Guid letter, string caller) =>
        [
            .. (await city.GetAsync($"{Here}/{letter}", caller)).GetProperty("attachments")
                .EnumerateArray(),
        ];

    private static async Task<Case> CaseAsync(TestCity city, string number)
    {
        await using var context = city.City.Database.OpenContext();
        return await context.Set<Case>().FirstAsync(row => row.Number == number);
    }

    private static async Task<JsonElement> SentAsync(TestCity city, LetterBody body)
    {
        using var answer = await city.PostAsync(Here, body, "office");
        return await BulletinCity.ReadAsync(answer, HttpStatusCode.Created);
    }

    private static async Task<JsonElement> DoneAsync(
        TestCity city, Guid id, object step, string caller)
    {
        using var answer = await city.PostAsync($"{Here}/{id}/steps", step, caller);
        return await BulletinCity.ReadAsync(answer, HttpStatusCode.OK);
    }

    private static async Task<int> RefusedAsync(
        TestCity city, Guid id, object step, string caller = "office")
    {
        using var answer = await city.PostAsync($"{Here}/{id}/steps", step, caller);
        return await TestCity.ProblemAsync(answer);
    }

    private static LetterBody Body() => new(
        "Reminder", TestPack.WestBureau, null, null, null, "请清理积案", "逐件办结", "工作方案", 2,
        null);

    private sealed record LetterBody(
        string Kind, string Unit, string? Case, Guid? Bulletin, int? Block, string Headline,
        string Text, string BasisName, int Workdays, Guid? Escalates);
}
