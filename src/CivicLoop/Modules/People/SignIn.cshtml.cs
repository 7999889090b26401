using CivicLoop.Domain;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.People;

/// <summary>Somebody to sign in as, in a demonstration city.</summary>
internal sealed record DemonstrationView(string SignIn, LocalText Role, LocalText Organization);

/// <summary>The sign-in page: password, passkey, or one click in a demonstration city.</summary>
internal sealed class SignInPage(
    CitySignIn signIns, UserManager<Account> users, IPasswordHasher<Account> hasher,
    PeopleLists lists, CityHolder city) : PageModel
{
    private const string Home = "/console";

    public string Back { get; private set; } = Home;

    public string? SignInName { get; private set; }

    public Problem? Problem { get; private set; }

    /// <summary>True when a session ended under somebody's hands.</summary>
    public bool IsReturning => Back != Home && HttpMethods.IsGet(Request.Method);

    public IReadOnlyList<DemonstrationView> Demonstration { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync([FromQuery(Name = "return")] string? back)
    {
        await ShowAsync(back);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(
        [FromQuery(Name = "return")] string? back, [FromForm] string? signIn,
        [FromForm] string? password)
    {
        await ShowAsync(back);
        SignInName = signIn;
        var account = await users.FindByNameAsync(signIn ?? "");
        if (account is null)
        {
            // As slow as a wrong password, so that time does not tell which names exist.
            hasher.HashPassword(
                AccountWriter.New("", "", DateTimeOffset.UnixEpoch), password ?? "");
            return Refuse(new Problem(ProblemCode.SignInFailed, null));
        }

        var result = await signIns.PasswordSignInAsync(
            account, password ?? "", isPersistent: false, lockoutOnFailure: true);
        return result switch
        {
            { Succeeded: true } => LocalRedirect(account.MustChange ? "/account" : Back),
            { RequiresTwoFactor: true } => LocalRedirect(
                $"/sign-in/second-factor?return={Uri.EscapeDataString(Back)}"),
            { IsLockedOut: true } => Refuse(new Problem(
                ProblemCode.SignInLocked, null, (int)SignInRules.LockTime.TotalMinutes)),
            _ => Refuse(new Problem(ProblemCode.SignInFailed, null)),
        };
    }

    /// <summary>Not found outside a demonstration city, whatever is posted.</summary>
    public async Task<IActionResult> OnPostDemonstrationAsync(
        [FromQuery(Name = "return")] string? back, [FromForm] string? signIn)
    {
        var outcome = await signIns.SignInForDemonstrationAsync(signIn ?? "");
        return outcome.Problem is null ? LocalRedirect(Local(back)) : NotFound();
    }

    public async Task<IActionResult> OnPostPasskeyOptionsAsync() =>
        Content(await signIns.MakePasskeyRequestOptionsAsync(user: null), "application/json");

    public async Task<IActionResult> OnPostPasskeyAsync(
        [FromQuery(Name = "return")] string? back, [FromForm] string? credential)
    {
        await ShowAsync(back);
        var outcome = string.IsNullOrEmpty(credential)
            ? new Problem(ProblemCode.SignInFailed, null)
            : await signIns.SignInByPasskeyAsync(credential);
        return outcome.Problem is { } problem ? Refuse(problem) : LocalRedirect(Back);
    }

    private PageResult Refuse(Problem problem)
    {
        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }

    private async Task ShowAsync(string? back)
    {
        Back = Local(back);
        var chart = city.Current.Organizations;
        var people = await lists.DemonstrationAsync(HttpContext.RequestAborted);
        Demonstration =
        [
            .. people.Select(one => new DemonstrationView(
                one.Account.SignIn, one.Role.Name,
                chart.Find(one.Post.OrganizationCode)?.Name
                    ?? new LocalText(one.Post.OrganizationCode, one.Post.OrganizationCode))),
        ];
    }

    // An address of another site would make the sign-in page a lure.
    private string Local(string? back) => Url.IsLocalUrl(back) ? back! : Home;
}
