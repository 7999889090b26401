using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Http.Features;

namespace CivicLoop.Modules.Open311;

/// <summary>Takes every request below <c>/open311</c> and answers it in the format it asked for,
/// whatever happens: also what is not there, and what failed.</summary>
internal sealed partial class Open311Endpoint(
    Open311Keys keys, CityHolder city, ProblemTexts texts, ShowDiscovery discovery,
    ShowServices services, ListRequests requests, TakeRequest take, ShowToken tokens,
    ListUpdates updates, TakeUpdate takeUpdate, ILogger<Open311Endpoint> log)
{
    // The database is mostly back after a restart of this length.
    private const string RetrySeconds = "10";

    private const int BodyMegabytesMax = (int)(CityHost.RequestBytesMax / (1024 * 1024));

    private static readonly FormOptions Forms = new()
    {
        MultipartBodyLengthLimit = CityHost.RequestBytesMax,
    };

    public async Task InvokeAsync(HttpContext http)
    {
        var address = Open311Address.Read(
            http.Request.RouteValues["path"] as string, http.Request.GetTypedHeaders());
        Open311Answer answer;
        try
        {
            answer = await AnswerAsync(http, address);
        }
        catch (Exception error) when (!http.RequestAborted.IsCancellationRequested)
        {
            answer = ProblemOf(http, error);
        }

        await WriteAsync(http, address.Format, answer);
    }

    private async Task<Open311Answer> AnswerAsync(HttpContext http, Open311Address address)
    {
        if (UseOf(http.Request, address) is not { } use)
        {
            return IsKnown(address)
                ? new Problem(ProblemCode.UnknownValue, "method", http.Request.Method)
                : new Problem(ProblemCode.NotFound, null, http.Request.Path.Value ?? "");
        }

        var writes = HttpMethods.IsPost(http.Request.Method);
        if (writes && http.Request.ContentLength is > 0 && !http.Request.HasFormContentType)
        {
            return new Problem(
                ProblemCode.FieldInvalid, "Content-Type", http.Request.ContentType ?? "");
        }

        var form = writes && http.Request.HasFormContentType
            ? await new FormFeature(http.Request, Forms).ReadFormAsync(http.RequestAborted)
            : null;
        var given = new Parameters(http.Request.Query, form);
        if (given.Text("jurisdiction_id") is { } jurisdiction
            && jurisdiction != city.Current.Identity.Code)
        {
            return new Problem(ProblemCode.NotFound, "jurisdiction_id", jurisdiction);
        }

        var ask = new Open311Ask(http, given, address.Id ?? "");
        if (!writes && given.Text("api_key") is null)
        {
            return await use(ask);
        }

        // Reading needs no key; with a good one the service list says how its reports are answered.
        return (await keys.FindAsync(given.Text("api_key"), http.RequestAborted))
            .Try(out var key, out var problem)
            ? await use(ask with { Key = key })
            : writes ? problem : await use(ask);
    }

    private Func<Open311Ask, Task<Open311Answer>>? UseOf(
        HttpRequest request, Open311Address address)
    {
        var reads = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        var writes = HttpMethods.IsPost(request.Method);
        return (address.Resource, address.Id) switch
        {
            ("" or "discovery", null) when reads => discovery.RunAsync,
            ("services", null) when reads => services.ListAsync,
            ("services", not null) when reads => services.DefineAsync,
            ("requests", null) when reads => requests.ListAsync,
            ("requests", null) when writes => take.RunAsync,
            ("requests", not null) when reads => requests.OneAsync,
            ("tokens", not null) when reads => tokens.RunAsync,
            ("servicerequestupdates", null) when reads => updates.RunAsync,
            ("servicerequestupdates", null) when writes => takeUpdate.RunAsync,
            _ => null,
        };
    }

    private static bool IsKnown(Open311Address address) => (address.Resource, address.Id) is
        ("" or "discovery" or "services" or "requests" or "servicerequestupdates", null)
        or ("services" or "requests" or "tokens", not null);

    private Problem ProblemOf(HttpContext http, Exception error)
    {
        switch (error)
        {
            case DatabaseDown:
                LogDatabaseDown(log, error);
                return new Problem(ProblemCode.DatabaseUnavailable, null);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return new Problem(ProblemCode.FileTooLarge, null, BodyMegabytesMax);
            case BadHttpRequestException or InvalidDataException:
                return new Problem(ProblemCode.FieldInvalid, "body", error.Message);
            default:
                LogUnexpected(log, error, http.TraceIdentifier);
                return new Problem(ProblemCode.Unexpected, null, http.TraceIdentifier);
        }
    }

    private async Task WriteAsync(HttpContext http, Open311Format format, Open311Answer answer)
    {
        var response = http.Response;
        var body = answer.Body;
        if (body is null)
        {
            response.StatusCode = Open311Errors.StatusOf(answer.Problems);
            body = Open311Errors.Document(
                answer.Problems, texts, RequestLanguage.Of(http));
            if (response.StatusCode == StatusCodes.Status503ServiceUnavailable)
            {
                response.Headers.RetryAfter = RetrySeconds;
            }
        }

        var bytes = ElementWriter.Write(format, body);
        response.ContentType = ElementWriter.ContentType(format);
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await response.Body.WriteAsync(bytes, http.RequestAborted);
        }
    }

    [LoggerMessage(LogLevel.Error, "The database does not answer.")]
    private static partial void LogDatabaseDown(ILogger log, Exception error);

    [LoggerMessage(LogLevel.Error, "Unexpected failure {Number}.")]
    private static partial void LogUnexpected(ILogger log, Exception error, string number);
}
