using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Participation;

/// <summary>The same bound for reports and "me too" that come by the API without a token or an
/// account.</summary>
internal sealed class ReportRateFilter(ReportRate rate) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(
        EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        return IsAnonymousReport(http)
            && !rate.Allows(Caller.Resident, http.Connection.RemoteIpAddress)
            ? ApiAnswers.Of(http, new Problem(ProblemCode.TooManyRequests, null))
            : await next(context);
    }

    private static bool IsAnonymousReport(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        return HttpMethods.IsPost(http.Request.Method)
            && http.User.Identity?.IsAuthenticated != true
            && !http.Request.Headers.ContainsKey("Authorization")
            && (path.Equals("/api/v1/cases", StringComparison.OrdinalIgnoreCase)
                || (path.StartsWith("/api/v1/cases/", StringComparison.OrdinalIgnoreCase)
                    && path.EndsWith("/join", StringComparison.OrdinalIgnoreCase)));
    }
}
