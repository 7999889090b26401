using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace CivicLoop.Platform.Identity;

/// <summary>Ends sessions in time, and says how to go on: a page goes to the sign-in page and back,
/// the API answers a problem.</summary>
internal sealed class SessionEvents(ProblemAnswers answers, TimeProvider time)
    : CookieAuthenticationEvents
{
    public override async Task ValidatePrincipal(CookieValidatePrincipalContext context)
    {
        var since = context.Principal is { } principal
            ? SessionClaims.SignedInAt(principal)
            : null;
        if (since is null || time.GetUtcNow() - since > SignInRules.SessionMax)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync(IdentityConstants.ApplicationScheme);
            return;
        }

        await SecurityStampValidator.ValidatePrincipalAsync(context);
    }

    public override Task RedirectToLogin(RedirectContext<CookieAuthenticationOptions> context) =>
        IsForPrograms(context.Request.Path)
            ? answers.WriteAsync(
                context.HttpContext, new Problem(ProblemCode.SignInRequired, null))
            : Redirect(context);

    public override Task RedirectToAccessDenied(
        RedirectContext<CookieAuthenticationOptions> context) =>
        answers.WriteAsync(context.HttpContext, new Problem(ProblemCode.NotPermitted, null));

    private static Task Redirect(RedirectContext<CookieAuthenticationOptions> context)
    {
        // A form's handler answers only a post; the way back is to the page it stands on.
        var query = QueryString.Create(
            context.Request.Query.Where(pair => pair.Key != "handler"));
        var back = context.Request.PathBase + context.Request.Path + query;
        context.Response.Redirect($"/sign-in?return={Uri.EscapeDataString(back)}");
        return Task.CompletedTask;
    }

    private static bool IsForPrograms(PathString path) =>
        path.StartsWithSegments("/api") || path.StartsWithSegments("/events");
}
