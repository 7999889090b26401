using System.Net;
using System.Text.RegularExpressions;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.Participation;

/// <summary>A resident with a browser that runs no script: opens pages, fills in forms, keeps
/// cookies.</summary>
internal sealed partial class Visitor : IDisposable
{
    private readonly HttpClient http;

    public Visitor(TestCity city, string language = "en")
    {
        http = new HttpClient(new HttpClientHandler { CookieContainer = Cookies })
        {
            BaseAddress = city.Http.BaseAddress,
        };
        http.DefaultRequestHeaders.Add("Accept-Language", language);
    }

    public CookieContainer Cookies { get; } = new();

    /// <summary>Address after all redirects.</summary>
    public string At { get; private set; } = "/";

    public HttpStatusCode Status { get; private set; }

    /// <summary>The page as it was sent, with its entities read.</summary>
    public string Page { get; private set; } = "";

    public async Task<string> OpenAsync(string address)
    {
        using var answer = await http.GetAsync(address);
        return await TakeAsync(answer);
    }

    /// <summary>Sends a form with the page's own hidden fields.</summary>
    public async Task<string> SendAsync(
        string action, params (string Name, string Value)[] fields)
    {
        using var form = Form(fields);
        using var answer = await http.PostAsync(action, form);
        return await TakeAsync(answer);
    }

    /// <summary>Sends the same form twice at once, as an impatient person does.</summary>
    public async Task SendTwiceAsync(string action, params (string Name, string Value)[] fields)
    {
        using var one = Form(fields);
        using var other = Form(fields);
        var answers = await Task.WhenAll(
            http.PostAsync(action, one), http.PostAsync(action, other));
        foreach (var answer in answers)
        {
            await TakeAsync(answer);
            answer.Dispose();
        }
    }

    /// <summary>What stands in an input, a text area or a select.</summary>
    public string? ValueOf(string name)
    {
        var area = Regex.Match(Page, $"<textarea[^>]* name=\"{name}\"[^>]*>(?:\r?\n)?([^<]*)<");
        var select = Regex.Match(
            Page, $"<select[^>]* name=\"{name}\".*?</select>", RegexOptions.Singleline);
        return area.Success ? WebUtility.HtmlDecode(area.Groups[1].Value)
            : select.Success ? Value(Regex.Match(select.Value, "<option[^>]*selected[^>]*>").Value)
            : Value(Regex.Match(Page, $"<input[^>]* name=\"{name}\"[^>]*>").Value);
    }

    /// <summary>The problem that stands beside a field; null where none does.</summary>
    public string? ProblemAt(string field)
    {
        var found = Regex.Match(Page, $"id=\"{field}-problem\">(.*?)</span>");
        return found.Success
            ? WebUtility.HtmlDecode(Regex.Replace(found.Groups[1].Value, "<[^>]*>", ""))
            : null;
    }

    public void Dispose() => http.Dispose();

    private static string? Value(string tag)
    {
        var value = ValueAttribute().Match(tag);
        return value.Success ? WebUtility.HtmlDecode(value.Groups[1].Value) : null;
    }

    private FormUrlEncodedContent Form((string Name, string Value)[] fields)
    {
        var given = fields.Select(field => field.Name).ToHashSet();
        var hidden = new[] { "__RequestVerificationToken", "form" }
            .Where(name => !given.Contains(name))
            .Select(name => (Name: name, Value: ValueOf(name)))
            .Where(field => field.Value is not null)
            .Select(field => KeyValuePair.Create(field.Name, field.Value!));
        return new FormUrlEncodedContent(
            [.. hidden, .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value))]);
    }

    private async Task<string> TakeAsync(HttpResponseMessage answer)
    {
        Status = answer.StatusCode;
        At = answer.RequestMessage!.RequestUri!.PathAndQuery;
        return Page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync());
    }

    [GeneratedRegex("value=\"([^\"]*)\"")]
    private static partial Regex ValueAttribute();
}
