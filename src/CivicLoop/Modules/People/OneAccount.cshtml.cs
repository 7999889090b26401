using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.People;

/// <summary>One account: its posts, and what the security duty may do with it.</summary>
[Needs(Permission.SecurityKeep)]
internal sealed class OneAccountPage(
    PeopleLists lists, KeepAccounts keep, KeepRoles roles, Callers callers, CityHolder city,
    CityOptions options, TimeProvider time) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "id")]
    public Guid Id { get; set; }

    [BindProperty(SupportsGet = true, Name = "done")]
    public bool Done { get; set; }

    public Account Account { get; private set; } = null!;

    public bool HasSecondFactor { get; private set; }

    public IReadOnlyList<Post> Posts { get; private set; } = [];

    public IReadOnlyList<Role> Roles { get; private set; } = [];

    public string? Link { get; private set; }

    public Problem? Problem { get; private set; }

    public string? TypedRole { get; private set; }

    public string? TypedOrganization { get; private set; }

    public string? TypedArea { get; private set; }

    public string? TypedUntil { get; private set; }

    public bool HasEnded(Post post) => post.HasEnded(time.GetUtcNow());

    public string Role(string code, string language) =>
        Roles.FirstOrDefault(role => role.Code == code)?.Name.In(language) ?? code;

    public string Organization(string code, string language) =>
        city.Current.Organizations.Find(code)?.Name.In(language) ?? code;

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await lists.AccountAsync(Id, HttpContext.RequestAborted) is not { } account)
        {
            context.Result = NotFound();
            return;
        }

        Account = account;
        await next();
    }

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostDisableAsync() =>
        await AnswerAsync(await keep.DisableAsync(Id, true, await ActorAsync(), Stop));

    public async Task<IActionResult> OnPostEnableAsync() =>
        await AnswerAsync(await keep.DisableAsync(Id, false, await ActorAsync(), Stop));

    public async Task<IActionResult> OnPostUnlockAsync() =>
        await AnswerAsync(await keep.UnlockAsync(Id, await ActorAsync(), Stop));

    public async Task<IActionResult> OnPostExpireAsync() =>
        await AnswerAsync(await keep.ExpirePasswordAsync(Id, await ActorAsync(), Stop));

    public async Task<IActionResult> OnPostResetAsync()
    {
        var outcome = await keep.ResetAsync(Id, await ActorAsync(), Stop);
        if (!outcome.Try(out var secret, out var problem))
        {
            return await ShowAsync(problem);
        }

        Link = StartLink.Of(options, Request, secret);
        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostEndPostAsync([FromForm] Guid post) =>
        await AnswerAsync(await keep.EndPostAsync(Id, post, await ActorAsync(), Stop));

    public async Task<IActionResult> OnPostGivePostAsync(
        [FromForm] string? role, [FromForm] string? organization, [FromForm] string? area,
        [FromForm] string? until)
    {
        (TypedRole, TypedOrganization, TypedArea, TypedUntil) = (role, organization, area, until);
        if (!TypedDay.Read(until, "until").Try(out var last, out var fault))
        {
            return await ShowAsync(fault);
        }

        // A post until a day is held through that day, as the city's clocks show it.
        DateTimeOffset? end = last.Value is { } day
            ? city.Current.BeginOf(day.AddDays(1))
            : null;
        var wanted = new WantedPost(
            Id, role, organization?.Trim(), AreaCode: area?.Trim(), UntilAt: end);
        return await AnswerAsync(await keep.GivePostAsync(wanted, await ActorAsync(), Stop));
    }

    private CancellationToken Stop => HttpContext.RequestAborted;

    private async Task<string> ActorAsync() => (await callers.OfAsync(HttpContext)).Actor;

    private async Task<IActionResult> AnswerAsync<T>(Outcome<T> outcome) =>
        outcome.Problem is { } problem
            ? await ShowAsync(problem)
            : LocalRedirect($"/console/administration/accounts/{Id}?done=true");

    private async Task<IActionResult> ShowAsync(Problem? problem = null)
    {
        Problem = problem;
        if (problem is not null)
        {
            Response.StatusCode = problem.Code.HttpStatus();
        }

        Account = await lists.AccountAsync(Id, Stop) ?? Account;
        HasSecondFactor = (await lists.WithSecondFactorAsync([Account], Stop)).Count > 0;
        Roles = await roles.AllAsync(Stop);
        Posts = [.. (await lists.PostsAsync([Id], Stop))[Id]];
        return Page();
    }
}
