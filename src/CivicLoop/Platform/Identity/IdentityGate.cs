using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Authentication;

namespace CivicLoop.Platform.Identity;

/// <summary>Stops what must not go on as a resident's request: a program whose token does not work,
/// and a staff page without a session, before a form's own checks could answer anything else.
/// </summary>
internal sealed class IdentityGate(
    Callers callers, ProblemAnswers answers, RequestDelegate next)
{
    private static readonly PathString[] StaffOnly = ["/console", "/account", "/field"];

    private static readonly PathString OpenPart = "/account/start";

    public async Task InvokeAsync(HttpContext request)
    {
        if (Callers.TokenIn(request) is { } token)
        {
            if (await callers.ByTokenAsync(token, request.RequestAborted) is null)
            {
                await answers.WriteAsync(
                    request, new Problem(ProblemCode.TokenInvalid, "Authorization"));
                return;
            }
        }
        else if (NeedsSession(request.Request.Path)
            && (await callers.OfAsync(request)).Actor == Caller.Resident.Actor)
        {
            await request.ChallengeAsync();
            return;
        }

        await next(request);
    }

    private static bool NeedsSession(PathString path) =>
        StaffOnly.Any(start => path.StartsWithSegments(start))
        && !path.StartsWithSegments(OpenPart);
}
