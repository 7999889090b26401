using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.People;

/// <summary>One's own account: password, second factors, language, tokens, and for whom one acts.
/// </summary>
internal sealed partial class MyAccountPage(
    UserManager<Account> users, CitySignIn signIns, Callers callers, ApiTokens tokens,
    CityHolder city) : PageModel
{
    public SignedIn Me { get; private set; } = null!;

    public Account Account { get; private set; } = null!;

    public Problem? Problem { get; private set; }

    public bool Done { get; private set; }

    public IReadOnlyList<Organization> Organizations { get; private set; } = [];

    public IList<UserPasskeyInfo> Passkeys { get; private set; } = [];

    public IReadOnlyList<ApiToken> Tokens { get; private set; } = [];

    public string? NewToken { get; private set; }

    public string? TokenName { get; private set; }

    public IReadOnlyList<Permission> TokenOnly { get; private set; } = [];

    public string TokenDays { get; private set; } = $"{ApiToken.DaysDefault}";

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await callers.SignedInAsync(HttpContext) is not { } me
            || await users.FindByIdAsync(me.AccountId.ToString()) is not { } account)
        {
            context.Result = Challenge();
            return;
        }

        Me = me;
        Account = account;
        await next();
    }

    public Task<IActionResult> OnGetAsync([FromQuery] bool done = false)
    {
        Done = done;
        return ShowAsync();
    }

    public async Task<IActionResult> OnPostActAsAsync([FromForm] string? organization)
    {
        if (organization is null || !Me.Organizations.Contains(organization))
        {
            return await ShowAsync(new Problem(
                ProblemCode.UnknownValue, "organization", organization ?? ""));
        }

        await HttpContext.SignInAsync(
            IdentityConstants.ApplicationScheme, SessionClaims.ActAs(User, organization));
        return Saved();
    }

    public async Task<IActionResult> OnPostLanguageAsync([FromForm] string? language)
    {
        Account.Language = language is "zh" or "en" ? language : null;
        await users.UpdateAsync(Account);
        await signIns.GoOnAsync(Account);
        return Saved();
    }

    public async Task<IActionResult> OnPostPasswordAsync(
        [FromForm] string? current, [FromForm] string? password)
    {
        if (PasswordRule.Refuse(password, Account.SignIn, "password") is { } weak)
        {
            return await ShowAsync(weak);
        }

        var changed = await users.ChangePasswordAsync(Account, current ?? "", password!);
        if (!changed.Succeeded)
        {
            return await ShowAsync(new Problem(ProblemCode.SignInFailed, "current"));
        }

        await signIns.GoOnAsync(Account);
        return Saved();
    }

    public async Task<IActionResult> OnPostMakeTokenAsync(
        [FromForm] string? name, [FromForm] string? days, [FromForm] Permission[] only)
    {
        TokenOnly = only;
        TokenName = name;
        TokenDays = days ?? TokenDays;
        if (!int.TryParse(days, out var number))
        {
            return await ShowAsync(new Problem(ProblemCode.FieldInvalid, "days", days ?? ""));
        }

        var outcome = await tokens.MakeAsync(
            Me.AccountId, name, number, only, ActingCaller.ActorOf(Me.AccountId),
            HttpContext.RequestAborted);
        if (!outcome.Try(out var made, out var problem))
        {
            return await ShowAsync(problem);
        }

        NewToken = made.Secret;
        TokenName = null;
        TokenOnly = [];
        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostRevokeTokenAsync([FromForm] Guid token)
    {
        var outcome = await tokens.RevokeAsync(
            Me.AccountId, token, ActingCaller.ActorOf(Me.AccountId), HttpContext.RequestAborted);
        return outcome.Problem is { } problem ? await ShowAsync(problem) : Saved();
    }

    private LocalRedirectResult Saved() => LocalRedirect("/account?done=true");

    private async Task<IActionResult> ShowAsync(Problem? problem = null)
    {
        Problem = problem;
        if (problem is not null)
        {
            Response.StatusCode = problem.Code.HttpStatus();
        }

        var chart = city.Current.Organizations;
        Organizations =
            [.. Me.Organizations.Select(code => chart.Find(code)).OfType<Organization>()];
        Passkeys = await users.GetPasskeysAsync(Account);
        Tokens = await tokens.OfAsync(Me.AccountId, HttpContext.RequestAborted);
        CodesLeft = await users.CountRecoveryCodesAsync(Account);
        return Page();
    }
}
