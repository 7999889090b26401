using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.People;

/// <summary>The second step of a sign-in: the authenticator's code, or a recovery code.</summary>
internal sealed class SecondFactorPage(CitySignIn signIns) : PageModel
{
    public string Back { get; private set; } = "/console";

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "return")] string? back)
    {
        Remember(back);
        return await signIns.GetTwoFactorAuthenticationUserAsync() is null
            ? LocalRedirect("/sign-in")
            : Page();
    }

    public async Task<IActionResult> OnPostAsync(
        [FromQuery(Name = "return")] string? back, [FromForm] string? code)
    {
        Remember(back);
        if (await signIns.GetTwoFactorAuthenticationUserAsync() is null)
        {
            return LocalRedirect("/sign-in");
        }

        var result = await signIns.TwoFactorAuthenticatorSignInAsync(
            Digits(code), isPersistent: false, rememberClient: false);
        return Answer(result, new Problem(ProblemCode.CodeWrong, "code"));
    }

    public async Task<IActionResult> OnPostRecoveryAsync(
        [FromQuery(Name = "return")] string? back, [FromForm] string? recovery)
    {
        Remember(back);
        if (await signIns.GetTwoFactorAuthenticationUserAsync() is not { } account)
        {
            return LocalRedirect("/sign-in");
        }

        var result = await signIns.UserManager.IsLockedOutAsync(account)
            ? Microsoft.AspNetCore.Identity.SignInResult.LockedOut
            : await signIns.TwoFactorRecoveryCodeSignInAsync(recovery?.Trim() ?? "");
        if (!result.Succeeded && !result.IsLockedOut)
        {
            await signIns.UserManager.AccessFailedAsync(account);
        }

        return Answer(result, new Problem(ProblemCode.CodeWrong, "recovery"));
    }

    private IActionResult Answer(
        Microsoft.AspNetCore.Identity.SignInResult result, Problem wrong)
    {
        if (result.Succeeded)
        {
            return LocalRedirect(Back);
        }

        Problem = result.IsLockedOut
            ? new Problem(
                ProblemCode.SignInLocked, null, (int)SignInRules.LockTime.TotalMinutes)
            : wrong;
        Response.StatusCode = Problem.Code.HttpStatus();
        return Page();
    }

    private void Remember(string? back)
    {
        if (Url.IsLocalUrl(back))
        {
            Back = back!;
        }
    }

    private static string Digits(string? code) =>
        new([.. (code ?? "").Where(char.IsAsciiDigit)]);
}
