using System.Net;
using System.Text.Json;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Evidence;

namespace CivicLoop.Tests.Http.Bulletins;

/// <summary>What tests of bulletins and letters do with a city.</summary>
internal static class BulletinCity
{
    private const string Here = "/api/v1/bulletins";

    /// <summary>A case closed in time, with released pictures before and after; its number.
    /// </summary>
    public static async Task<string> ClosedWithPicturesAsync(this TestCity city)
    {
        var before = await city.TakenInAsync(SamplePictures.Jpeg(1));
        var after = await city.TakenInAsync(SamplePictures.Jpeg(2));
        var (number, _) = await city.ReportWithAsync(before);
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch");
        await city.ActAsync(
            "bureau", number, "rectify", new { text = "已清运", pictures = new[] { after } });
        await city.ActAsync("office", number, "pass-check", new { text = "干净" });
        await city.ActAsync("office", number, "close");
        await city.ActAsync("office", number, "release");
        return number;
    }

    /// <summary>A case at the west bureau past its limit, three days on; its number.</summary>
    public static async Task<string> OverdueAsync(this TestCity city)
    {
        var (number, _) = await city.ReportAsync(lon: 102.04);
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch");
        city.Time.Advance(TimeSpan.FromDays(5));
        return number;
    }

    public static async Task<JsonElement> BegunAsync(this TestCity city)
    {
        using var answer = await city.PostAsync(
            Here, new { kind = "Weekly", from = "2026-11-24" }, "office");
        return await ReadAsync(answer, HttpStatusCode.Created);
    }

    public static async Task<JsonElement> StepAsync(
        this TestCity city, Guid id, string command, string caller, string? reason = null)
    {
        using var answer = await city.PostAsync(
            $"{Here}/{id}/steps", new { command, reason }, caller);
        return await ReadAsync(answer, HttpStatusCode.OK);
    }

    public static async Task<int> RefusedAsync(
        this TestCity city, Guid id, string command, string caller)
    {
        using var answer = await city.PostAsync($"{Here}/{id}/steps", new { command }, caller);
        return await TestCity.ProblemAsync(answer);
    }

    public static async Task PublishedAsync(this TestCity city, Guid id)
    {
        await city.StepAsync(id, "Submit", "office");
        await city.StepAsync(id, "Approve", "signer");
        await city.StepAsync(id, "Publish", "office");
    }

    public static JsonElement Block(JsonElement bulletin, string kind) =>
        bulletin.GetProperty("blocks").EnumerateArray()
            .First(one => one.GetProperty("kind").GetString() == kind);

    public static JsonElement Figure(JsonElement row, string name) =>
        row.GetProperty("figures").EnumerateArray()
            .Single(one => one.GetProperty("name").GetString() == name);

    public static async Task<JsonElement> ReadAsync(
        HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
