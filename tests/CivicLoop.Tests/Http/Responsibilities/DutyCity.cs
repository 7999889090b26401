using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Domain.Responsibilities;
using CivicLoop.Tests.Domain.Standards;

namespace CivicLoop.Tests.Http.Responsibilities;

/// <summary>The test city with a small edition that holds, and what the stories about duties say
/// again and again.</summary>
internal static class DutyCity
{
    public static readonly DateOnly Begin = new(2026, 1, 1);

    /// <param name="without">Organisations the city does not have.</param>
    public static async Task<TestCity> StartAsync(
        DatabaseEngine engine, bool withSite = false, params string[] without)
    {
        var pack = TestPack.Create();
        var city = await TestCity.StartAsync(engine, pack with
        {
            Editions = [new PackEdition(SampleEditions.Draft(), Begin)],
            Organizations = [.. pack.Organizations.Where(one => !without.Contains(one.Code))],
        });
        if (withSite)
        {
            await city.City.Database.WriteAsync(async session =>
            {
                await session.InsertAsync(SampleDuties.Site());
                return (Outcome<bool>)true;
            });
        }

        return city;
    }

    /// <summary>A duty as a program sends it; from the day of the tests on.</summary>
    public static object Duty(
        string kind, string subject, string role, string? holder, string? area = null,
        string? edition = null, string from = "2026-11-24") => new
    {
        kind, subject, role, holder, area, edition, from, basisName = "责任分工方案",
        basisNumber = "2026-1",
    };

    public static object Lead(string holder, string from = "2026-11-24") =>
        Duty("Criterion", "A.1.1", "LeadDepartment", holder, edition: "e-1", from: from);

    /// <summary>Sends a write that must succeed, and answers what it made.</summary>
    public static async Task<JsonElement> DoAsync(
        this TestCity city, string path, object body, string caller = "office")
    {
        using var answer = await city.PostAsync(path, body, caller);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Sends a write that must be refused, and answers the problem's number.</summary>
    public static async Task<ProblemCode> RefuseAsync(
        this TestCity city, string path, object body, string caller = "office")
    {
        using var answer = await city.PostAsync(path, body, caller);
        return (ProblemCode)await TestCity.ProblemAsync(answer);
    }

    public static async Task<HttpResponseMessage> SendFileAsync(
        this TestCity city, string path, byte[] file, string caller = "office")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(file),
        };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        request.Headers.Add(TestCallers.Header, caller);
        return await city.Http.SendAsync(request);
    }

    public static string Id(this JsonElement element) => element.GetProperty("id").GetString()!;

    /// <summary>A page as somebody reads it.</summary>
    public static async Task<string> PageAsync(
        this TestCity city, string path, string caller = "office")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add(TestCallers.Header, caller);
        using var answer = await city.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }
}
