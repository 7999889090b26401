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
    private Permission[] typed = [];

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
        role.Code == typedRole ? typed.Contains(permission) : role.Permissions.Contains(permission);

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
        var outcome = await keep.ChangeAsync(
            role ?? "", permissions, (await callers.OfAsync(HttpContext)).Actor,
            HttpContext.RequestAborted);
        if (outcome.Problem is not { } problem)
        {
            return LocalRedirect("/console/administration/roles?done=true");
        }

        (typedRole, typed, Problem) = (role, permissions, problem);
        Response.StatusCode = problem.Code.HttpStatus();
        await OnGetAsync();
        return Page();
    }
}
