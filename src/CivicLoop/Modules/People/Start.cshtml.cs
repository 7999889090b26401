using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.People;

/// <summary>Where a person sets the password of a new or reset account.</summary>
internal sealed class StartPage(
    SetUpCity setup, OneTimeLinks links, PeopleLists lists, CitySignIn signIns) : PageModel
{
    public bool Works { get; private set; } = true;

    public string SignInName { get; private set; } = "";

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(string secret)
    {
        await ShowAsync(secret);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string secret, [FromForm] string? password)
    {
        var outcome = await setup.StartAsync(secret, password, HttpContext.RequestAborted);
        if (!outcome.Try(out var account, out var problem))
        {
            await ShowAsync(secret);
            Problem = problem;
            Response.StatusCode = problem.Code.HttpStatus();
            return Page();
        }

        await signIns.SignInAsync(account, isPersistent: false);
        return LocalRedirect("/account");
    }

    private async Task ShowAsync(string secret)
    {
        var found = await links.FindAsync(LinkPurpose.Start, secret, HttpContext.RequestAborted);
        if (!found.Try(out var link, out var problem))
        {
            Works = false;
            Problem = problem;
            Response.StatusCode = problem.Code.HttpStatus();
            return;
        }

        var account = await lists.AccountAsync(link.AccountId!.Value, HttpContext.RequestAborted);
        SignInName = account?.SignIn ?? "";
    }
}
