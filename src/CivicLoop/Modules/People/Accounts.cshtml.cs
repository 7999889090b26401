using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.People;

/// <summary>All accounts, and a form for a new one.</summary>
[Needs(Permission.SecurityKeep)]
internal sealed class AccountsPage(
    PeopleLists lists, KeepAccounts keep, KeepRoles roles, Callers callers, CityHolder city,
    CityOptions options, TimeProvider time) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "after")]
    public string? After { get; set; }

    public IReadOnlyList<Account> Rows { get; private set; } = [];

    public IReadOnlySet<Guid> WithSecondFactor { get; private set; } = new HashSet<Guid>();

    public ILookup<Guid, Post> Posts { get; private set; } = null!;

    public IReadOnlyList<Role> Roles { get; private set; } = [];

    public string? Next { get; private set; }

    public string? Link { get; private set; }

    public Problem? Problem { get; private set; }

    public WantedAccount Typed { get; private set; } = new(null, null, null, null, null, null);

    public bool IsHeld(Post post) => post.IsHeld(time.GetUtcNow());

    public string Role(string code, string language) =>
        Roles.FirstOrDefault(role => role.Code == code)?.Name.In(language) ?? code;

    public string Organization(string code, string language) =>
        city.Current.Organizations.Find(code)?.Name.In(language) ?? code;

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(
        [FromForm] string? signIn, [FromForm] string? displayName, [FromForm] string? role,
        [FromForm] string? organization, [FromForm] string? area)
    {
        Typed = new WantedAccount(signIn, displayName, null, role, organization, area);
        var outcome = await keep.MakeAsync(
            Typed, (await callers.OfAsync(HttpContext)).Actor, HttpContext.RequestAborted);
        if (outcome.Try(out var made, out var problem))
        {
            Link = StartLink.Of(options, Request, made.Secret);
            Typed = new WantedAccount(null, null, null, null, null, null);
        }
        else
        {
            Problem = problem;
            Response.StatusCode = problem.Code.HttpStatus();
        }

        await ShowAsync();
        return Page();
    }

    private async Task ShowAsync()
    {
        var stop = HttpContext.RequestAborted;
        Roles = await roles.AllAsync(stop);
        var page = await lists.AccountsAsync(Search, After, PeopleLists.LimitDefault, stop);
        Rows = page.Items;
        Next = page.Next;
        WithSecondFactor = await lists.WithSecondFactorAsync(Rows, stop);
        Posts = await lists.PostsAsync([.. Rows.Select(row => row.Id)], stop);
    }
}
