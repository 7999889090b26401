using System.Text.Json;
using System.Xml.Linq;
using CivicLoop.Modules.Open311;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.Open311;

/// <summary>An answer with its status, as either format.</summary>
internal sealed record Answer311(int Status, string Type, string Text)
{
    public XElement Xml => XDocument.Parse(Text).Root!;

    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    /// <summary>The value of the first element of a name, anywhere in the XML.</summary>
    public string Value(string name) => Xml.DescendantsAndSelf(name).First().Value;

    public IReadOnlyList<string> Values(string name) =>
        [.. Xml.Descendants(name).Select(one => one.Value)];
}

/// <summary>What tests of Open311 do with a city.</summary>
internal static class Open311City
{
    public const string Base = "/open311/v2/";

    public static async Task<string> KeyAsync(
        this TestCity city, Open311Answers answers = Open311Answers.Realtime, int days = 30)
    {
        var made = await city.Service<Open311Keys>().MakeAsync("app", days, answers, "system");
        return made.Value.Secret;
    }

    public static async Task<Answer311> Get311Async(
        this TestCity city, string path, string? language = "en", string? accept = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Base + path);
        return await SendAsync(city, request, language, accept);
    }

    public static Task<Answer311> Post311Async(
        this TestCity city, string path, params (string Name, string Value)[] fields) =>
        city.Post311Async(path, key: null, fields);

    /// <param name="key">The request's own <c>Idempotency-Key</c>.</param>
    public static async Task<Answer311> Post311Async(
        this TestCity city, string path, string? key, (string Name, string Value)[] fields)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Base + path)
        {
            Content = new FormUrlEncodedContent(
                fields.Select(field => KeyValuePair.Create(field.Name, field.Value))),
        };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await SendAsync(city, request, "en", accept: null);
    }

    public static async Task<Answer311> PostFilesAsync(
        this TestCity city, byte[] file, params (string Name, string Value)[] fields)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }

        form.Add(new ByteArrayContent(file), "media[]", "photo.jpg");
        using var request = new HttpRequestMessage(HttpMethod.Post, Base + "requests.xml")
        {
            Content = form,
        };
        return await SendAsync(city, request, "en", accept: null);
    }

    /// <summary>The least a report needs, with more fields or other values.</summary>
    public static (string Name, string Value)[] Report(
        string key, params (string Name, string Value)[] more) =>
    [
        .. new[]
        {
            ("api_key", key), ("service_code", TestPack.Rubbish), ("lat", "25.05"),
            ("long", "102.02"),
        }.Where(field => more.All(other => other.Item1 != field.Item1)),
        .. more.Where(field => field.Value != "-"),
    ];

    /// <summary>Reports something that must be taken in, and answers its number.</summary>
    public static async Task<string> Reported311Async(
        this TestCity city, string key, params (string Name, string Value)[] more)
    {
        var answer = await city.Post311Async("requests.xml", Report(key, more));
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Value("service_request_id");
    }

    /// <summary>Through the whole loop to its end.</summary>
    public static async Task CloseAsync(this TestCity city, string number)
    {
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch");
        await city.ActAsync("bureau", number, "rectify", new { text = "已清运" });
        await city.ActAsync("office", number, "pass-check", new { text = "现场干净" });
        await city.ActAsync("office", number, "close");
    }

    /// <summary>Numbers in a list, in its order.</summary>
    public static async Task<IReadOnlyList<string>> NumbersAsync(
        this TestCity city, string query = "")
    {
        var answer = await city.Get311Async("requests.xml" + query);
        Assert.True(answer.Status == 200, answer.Text);
        return answer.Values("service_request_id");
    }

    /// <summary>The numbers of the problems an answer lists.</summary>
    public static IReadOnlyList<int> Codes(this Answer311 answer) =>
        [.. answer.Values("code").Select(int.Parse)];

    private static async Task<Answer311> SendAsync(
        TestCity city, HttpRequestMessage request, string? language, string? accept)
    {
        if (language is not null)
        {
            request.Headers.Add("Accept-Language", language);
        }

        if (accept is not null)
        {
            request.Headers.Add("Accept", accept);
        }

        using var answer = await city.Http.SendAsync(request);
        return new Answer311(
            (int)answer.StatusCode, answer.Content.Headers.ContentType!.ToString(),
            await answer.Content.ReadAsStringAsync());
    }
}
