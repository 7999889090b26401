using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.People;

/// <summary>Which role may do what, each a form of its own.</summary>
[Needs(Permission.SecurityKeep)]
internal sealed class RolesPage(KeepRoles keep, Callers callers) : PageModel
{
    private string? typedRole;
    private Permission[]? typed;
    private (string Zh, string En)? typedName;

    [BindProperty(SupportsGet = true, Name = "done")]
    public bool Done { get; set; }

    public IReadOnlyList<Role> Roles { get; private set; } = [];

    public Problem? Problem { get; private set; }

    /// <summary>What was typed for a new role and refused.</summary>
    public (string? Code, string? NameZh, string? NameEn, bool IsOfLine) NewRole { get;
        private set; }

    public Problem? NewProblem { get; private set; }

    public IReadOnlyDictionary<string, int> Holders { get; private set; } =
        new Dictionary<string, int>();

    public bool IsTried(Role role) => role.Code == typedRole;

    /// <summary>What was ticked stays ticked when it was refused.</summary>
    public bool IsTicked(Role role, Permission permission) =>
        (role.Code == typedRole && typed is not null ? typed : role.Permissions)
            .Contains(permission);

    /// <summary>The name as it was typed, where it was refused.</summary>
    public (string Zh, string En) NameOf(Role role) =>
        role.Code == typedRole && typedName is { } name ? name : (role.NameZh, role.NameEn);

    public async Task OnGetAsync()
    {
        Roles = await keep.AllAsync(HttpContext.RequestAborted);
        Holders = await keep.HoldersAsync(HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostAddAsync(
        [FromForm] string? code, [FromForm] string? nameZh, [FromForm] string? nameEn,
        [FromForm] bool isOfLine)
    {
        var outcome = await keep.AddAsync(
            code, nameZh, nameEn, isOfLine, (await callers.OfAsync(HttpContext)).Actor,
            HttpContext.RequestAborted);
        if (outcome.Problem is not { } problem)
        {
            return LocalRedirect("/console/administration/roles?done=true");
        }

        (NewRole, NewProblem) = ((code, nameZh, nameEn, isOfLine), problem);
        Response.StatusCode = problem.Code.HttpStatus();
        await OnGetAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(
        [FromForm] string? role, [FromForm] Permission[] permissions)
    {
        typed = permissions;
        return await AnswerAsync(role, await keep.ChangeAsync(
            role ?? "", permissions, (await callers.OfAsync(HttpContext)).Actor,
            HttpContext.RequestAborted));
    }

    public async Task<IActionResult> OnPostRenameAsync(
        [FromForm] string? role, [FromForm] string? nameZh, [FromForm] string? nameEn)
    {
        typedName = (nameZh ?? "", nameEn ?? "");
        return await AnswerAsync(role, await keep.RenameAsync(
            role ?? "", nameZh, nameEn, (await callers.OfAsync(HttpContext)).Actor,
            HttpContext.RequestAborted));
    }

    public async Task<IActionResult> OnPostRemoveAsync([FromForm] string? role) =>
        await AnswerAsync(role, await keep.RemoveAsync(
            role ?? "", (await callers.OfAsync(HttpContext)).Actor,
            HttpContext.RequestAborted));

    private async Task<IActionResult> AnswerAsync(string? role, Outcome<Role> outcome)
    {
        if (outcome.Problem is not { } problem)
        {
            return LocalRedirect("/console/administration/roles?done=true");
        }

        (typedRole, Problem) = (role, problem);
        Response.StatusCode = problem.Code.HttpStatus();
        await OnGetAsync();
        return Page();
    }
}
