using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>Begins a dispute for one's own unit.</summary>
[Needs(Permission.DutyClaim)]
internal sealed class DisputeNewPage(ActOnDispute act, Callers callers) : PageModel
{
    public ClaimInput Typed { get; private set; } =
        new(null, null, null, null, null, null, null, null);

    public Problem? Problem { get; private set; }

    public void OnGet(
        [FromQuery] string? kind, [FromQuery] string? edition, [FromQuery] string? subject,
        [FromQuery] string? role, [FromQuery] string? area, [FromQuery] string? @case) =>
        Typed = new ClaimInput(kind, edition, subject, role, area, @case, null, null);

    public async Task<IActionResult> OnPostAsync([FromForm] ClaimInput typed)
    {
        Typed = typed;
        if ((await act.ClaimAsync(
                typed, await callers.OfAsync(HttpContext), HttpContext.RequestAborted))
            .Try(out var done, out var problem))
        {
            return LocalRedirect($"/console/responsibility/dispute?id={done.Id}&done=true");
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }
}
