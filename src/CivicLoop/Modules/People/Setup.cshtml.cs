using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.People;

/// <summary>Where the one-time setup link leads: it makes the first security keeper.</summary>
internal sealed class SetupPage(SetUpCity setup, OneTimeLinks links, CitySignIn signIns) : PageModel
{
    public bool Works { get; private set; } = true;

    public string? SignInName { get; private set; }

    public string? DisplayName { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(string secret)
    {
        var found = await links.FindAsync(LinkPurpose.Setup, secret, HttpContext.RequestAborted);
        return found.Problem is { } problem ? Refuse(problem) : Page();
    }

    public async Task<IActionResult> OnPostAsync(
        string secret, [FromForm] string? signIn, [FromForm] string? displayName,
        [FromForm] string? password)
    {
        SignInName = signIn;
        DisplayName = displayName;
        var outcome = await setup.MakeFirstKeeperAsync(
            secret, new FirstSignIn(signIn, displayName, password), HttpContext.RequestAborted);
        if (!outcome.Try(out var account, out var problem))
        {
            return Refuse(problem);
        }

        await signIns.SignInAsync(account, isPersistent: false);
        return LocalRedirect("/account");
    }

    private PageResult Refuse(Problem problem)
    {
        Works = problem.Code != ProblemCode.AccountLinkExpired;
        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }
}
