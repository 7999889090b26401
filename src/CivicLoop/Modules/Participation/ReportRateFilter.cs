using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Participation;

/// <summary>The same bound for reports and "me too" that come by the API without an account's
/// token or session; a header that only looks like one opens nothing.</summary>
internal sealed class ReportRateFilter(ReportRate rate, Callers callers) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return IsReport(http) && !await rate.AllowsAsync(callers, http)
            ? ApiAnswers.Of(http, new Problem(ProblemCode.TooManyRequests, null))
            : await next(context);
    }

    private static bool IsReport(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        return HttpMethods.IsPost(http.Request.Method)
            && (path.Equals("/api/v1/cases", StringComparison.OrdinalIgnoreCase)
                || (path.StartsWith("/api/v1/cases/", StringComparison.OrdinalIgnoreCase)
                    && path.EndsWith("/join", StringComparison.OrdinalIgnoreCase)));
    }
}
