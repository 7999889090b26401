using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;

namespace CivicLoop.Platform.Web;

/// <summary>Answers what went wrong outside the rules: a page for people, problem details for
/// programs. A person's page is drawn by the error page at <c>/error/{status}</c>.</summary>
internal sealed partial class Failures(
    RequestDelegate next, ProblemAnswers answers, ILogger<Failures> log)
{
    // The database is mostly back after a restart of this length.
    private const string RetrySeconds = "10";

    // The reader is told in megabytes.
    private const int BodyMegabytesMax = (int)(CityHost.RequestBytesMax / (1024 * 1024));

    /// <summary>Key under which the error page finds the number of an unexpected failure.</summary>
    public const string NumberItem = "failure-number";

    public async Task InvokeAsync(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error) when (!http.Response.HasStarted)
        {
            await AnswerAsync(http, ProblemOf(http, error));
            return;
        }

        await AnswerEmptyAsync(http);
    }

    private Problem ProblemOf(HttpContext http, Exception error)
    {
        switch (error)
        {
            case DatabaseDown:
                LogDatabaseDown(log, error);
                return new Problem(ProblemCode.DatabaseUnavailable, null);
            case BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge }:
                return new Problem(ProblemCode.FileTooLarge, null, BodyMegabytesMax);
            case BadHttpRequestException:
                return new Problem(ProblemCode.FieldInvalid, "body", error.Message);
            default:
                LogUnexpected(log, error, http.TraceIdentifier);
                return new Problem(ProblemCode.Unexpected, null, http.TraceIdentifier);
        }
    }

    private async Task AnswerAsync(HttpContext http, Problem problem)
    {
        http.Response.Clear();
        if (problem.Code == ProblemCode.DatabaseUnavailable)
        {
            http.Response.Headers.RetryAfter = RetrySeconds;
        }

        if (IsForProgram(http.Request))
        {
            await answers.WriteAsync(http, problem);
            return;
        }

        http.Items[NumberItem] = http.TraceIdentifier;
        await ShowPageAsync(http, problem.Code.HttpStatus());
    }

    // Endpoints that answered with a status alone (not found, forbidden) get the same pages.
    private async Task AnswerEmptyAsync(HttpContext http)
    {
        var status = http.Response.StatusCode;
        if (status < StatusCodes.Status400BadRequest || http.Response.HasStarted
            || http.Response.ContentLength > 0 || http.Response.ContentType is not null)
        {
            return;
        }

        var program = IsForProgram(http.Request);
        if (program && Known(http, status) is { } problem)
        {
            await answers.WriteAsync(http, problem);
        }
        else if (!program)
        {
            await ShowPageAsync(http, status);
        }
    }

    private static Problem? Known(HttpContext http, int status) => status switch
    {
        StatusCodes.Status401Unauthorized => new Problem(ProblemCode.SignInRequired, null),
        StatusCodes.Status403Forbidden =>
            new Problem(ProblemCode.NotPermitted, null, http.Request.Path.Value ?? ""),
        StatusCodes.Status404NotFound =>
            new Problem(ProblemCode.NotFound, null, http.Request.Path.Value ?? ""),
        StatusCodes.Status413PayloadTooLarge =>
            new Problem(ProblemCode.FileTooLarge, null, BodyMegabytesMax),
        StatusCodes.Status429TooManyRequests => new Problem(ProblemCode.TooManyRequests, null),
        _ => null,
    };

    private async Task ShowPageAsync(HttpContext http, int status)
    {
        http.SetEndpoint(null);
        http.Request.RouteValues.Clear();
        http.Request.Path = $"/error/{status}";
        http.Request.Method = HttpMethods.Get;
        http.Request.QueryString = QueryString.Empty;
        http.Response.StatusCode = status;
        await next(http);
    }

    private static bool IsForProgram(HttpRequest request) =>
        request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/open311")
        || request.Path.StartsWithSegments("/tiles") || request.Path.StartsWithSegments("/events")
        || request.Path.StartsWithSegments("/dist");

    [LoggerMessage(LogLevel.Error, "The database does not answer.")]
    private static partial void LogDatabaseDown(ILogger log, Exception error);

    [LoggerMessage(LogLevel.Error, "Unexpected failure {Number}.")]
    private static partial void LogUnexpected(ILogger log, Exception error, string number);
}
