using System.Globalization;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.OpenRosa;

/// <summary>Answers everything under <c>/openrosa</c> (OpenRosa 1.0: form discovery, form manifest,
/// form submission).</summary>
internal sealed class OpenRosaEndpoint(
    Callers callers, OpenRosaForms forms, TakeSubmission take, ProblemTexts texts,
    CityOptions options, TimeProvider time)
{
    private const string Xml = "text/xml; charset=utf-8";
    private const string XmlPart = "xml_submission_file";

    public async Task InvokeAsync(HttpContext http)
    {
        var address = OpenRosaAddress.Of(http.Request);
        http.Response.Headers["X-OpenRosa-Version"] = "1.0";
        http.Response.Headers.Date = time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var caller = address.Token is { } token
            ? await callers.ByTokenAsync(token, http.RequestAborted)
            : null;
        if (caller is null)
        {
            http.Response.Headers.WWWAuthenticate = "Basic realm=\"CivicLoop\", charset=\"UTF-8\"";
            await TellAsync(http, new Problem(ProblemCode.SignInRequired, null));
            return;
        }

        if (caller.Refuse(Permission.InspectionVisit) is { } refused)
        {
            await TellAsync(http, refused);
            return;
        }

        var answered = (http.Request.Method, address.Rest) switch
        {
            ("GET", ["formList"]) => ListAsync(http, address, caller),
            ("GET", ["forms", var form]) => FormAsync(http, form, caller),
            ("GET", ["forms", var form, "manifest"]) => ManifestAsync(http, address, form, caller),
            ("GET", ["forms", var form, OpenRosaForms.VisitsFile]) =>
                VisitsAsync(http, form, caller),
            ("HEAD", ["submission"]) => MayAsync(http),
            ("POST", ["submission"]) => TakeAsync(http, caller),
            _ => TellAsync(
                http, new Problem(ProblemCode.NotFound, null, http.Request.Path.Value ?? "")),
        };
        await answered;
    }

    private async Task ListAsync(HttpContext http, OpenRosaAddress address, Caller caller)
    {
        var found = await forms.AllAsync(caller, http.RequestAborted);
        await WriteAsync(
            http, Xml,
            OpenRosaDocuments.FormList(
                found.Where(form => http.Request.Query["formID"].ToString() is not { Length: > 0 }
                    asked || asked == form.Id),
                PublicRoot.Of(http, options) + address.Base, RequestLanguage.Of(http)));
    }

    private async Task FormAsync(HttpContext http, string id, Caller caller)
    {
        if (await forms.FindAsync(id, caller, http.RequestAborted) is { } form)
        {
            await WriteAsync(http, Xml, form.Xml);
            return;
        }

        await TellAsync(http, new Problem(ProblemCode.NotFound, "form", id));
    }

    private async Task ManifestAsync(
        HttpContext http, OpenRosaAddress address, string id, Caller caller)
    {
        if (await forms.FindAsync(id, caller, http.RequestAborted) is { } form)
        {
            await WriteAsync(
                http, Xml,
                OpenRosaDocuments.Manifest(
                    form, PublicRoot.Of(http, options) + address.Base));
            return;
        }

        await TellAsync(http, new Problem(ProblemCode.NotFound, "form", id));
    }

    private async Task VisitsAsync(HttpContext http, string id, Caller caller)
    {
        if (await forms.FindAsync(id, caller, http.RequestAborted) is { } form)
        {
            await WriteAsync(http, "text/csv; charset=utf-8", form.VisitsCsv);
            return;
        }

        await TellAsync(http, new Problem(ProblemCode.NotFound, "form", id));
    }

    // Before it sends, a phone asks how much it may send.
    private static Task MayAsync(HttpContext http)
    {
        http.Response.Headers["X-OpenRosa-Accept-Content-Length"] =
            CityHost.RequestBytesMax.ToString(CultureInfo.InvariantCulture);
        http.Response.StatusCode = StatusCodes.Status204NoContent;
        return Task.CompletedTask;
    }

    private async Task TakeAsync(HttpContext http, Caller caller)
    {
        if (!http.Request.HasFormContentType)
        {
            await TellAsync(http, new Problem(ProblemCode.FieldRequired, XmlPart));
            return;
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        // Some programs send the form itself as a field instead of a file.
        await using var xml = form.Files.GetFile(XmlPart)?.OpenReadStream()
            ?? (form.TryGetValue(XmlPart, out var text)
                ? new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text.ToString()))
                : Stream.Null);
        var taken = await take.RunAsync(
            xml, [.. form.Files.Where(file => file.Name != XmlPart)], caller,
            http.Connection.RemoteIpAddress, http.RequestAborted);
        if (taken.Problem is { } refused)
        {
            await TellAsync(http, refused);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status201Created;
        await WriteAsync(
            http, Xml, OpenRosaDocuments.Response("submit_success", taken.Value.ToString()));
    }

    private Task TellAsync(HttpContext http, Problem problem)
    {
        var language = RequestLanguage.Of(http);
        http.Response.StatusCode = problem.Code.HttpStatus();
        return WriteAsync(
            http, Xml,
            OpenRosaDocuments.Response(
                "error",
                $"{texts.What(language, problem)} {texts.Fix(language, problem.Code)}"));
    }

    private static Task WriteAsync(HttpContext http, string type, string text)
    {
        http.Response.ContentType = type;
        return http.Response.WriteAsync(text, http.RequestAborted);
    }
}
