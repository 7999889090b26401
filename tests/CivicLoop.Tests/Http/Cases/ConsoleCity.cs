using System.Net;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.People;

namespace CivicLoop.Tests.Http.Cases;

/// <summary>Pages of the console as a caller of the test city sees them.</summary>
internal static class ConsoleCity
{
    public static async Task<string> PageAsync(
        this TestCity city, string path, string caller = "office",
        HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add(TestCallers.Header, caller);
        using var answer = await city.Http.SendAsync(request);
        var text = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
        Assert.True(answer.StatusCode == expected, $"{answer.StatusCode} {path}: {text}");
        return text;
    }

    /// <summary>Posts a form with the token of the page it stands on; answers status, address led
    /// to, and text.</summary>
    public static async Task<(HttpStatusCode Status, string? To, string Text)> FormAsync(
        this TestCity city, string page, string action, string caller,
        params (string Name, string Value)[] fields)
    {
        var token = Browser.Token().Match(await city.PageAsync(page, caller)).Groups[1].Value;
        using var form = new FormUrlEncodedContent(
            fields.Append(("__RequestVerificationToken", token))
                .Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = form };
        request.Headers.Add(TestCallers.Header, caller);
        using var answer = await city.Http.SendAsync(request);
        return (
            answer.StatusCode, answer.Headers.Location?.ToString(),
            WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync()));
    }
}
