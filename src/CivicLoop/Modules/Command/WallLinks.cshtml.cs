using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Command;

/// <summary>Links that open the wall on screens where nobody signs in.</summary>
[Needs(Permission.SystemKeep)]
internal sealed class WallLinksPage(KeepWallLinks keep, CommandDays days, Callers callers)
    : PageModel
{
    public const string Here = "/console/administration/wall";

    private const int Shown = 30;

    private const int MonthDays = 30;

    public Page<WallLink> Links { get; private set; } = new([], null);

    public bool IsFirst { get; private set; } = true;

    /// <summary>The address of the link just made; it is not kept.</summary>
    public string? Made { get; private set; }

    public string? Name { get; private set; }

    public string? Until { get; private set; }

    public DateOnly Today => days.Today;

    public Problem? Problem { get; private set; }

    public async Task OnGetAsync([FromQuery] Guid? after)
    {
        Until = TypedDay.Show(Today.AddDays(MonthDays));
        await ReadAsync(after);
    }

    public async Task<IActionResult> OnPostAsync(
        [FromForm] string? name, [FromForm] string? until)
    {
        (Name, Until) = (name, until);
        if (TypedDay.Read(until, "until").Try(out var day, out var problem)
            && (await keep.MakeAsync(
                new WallLinkInput(name, day.Value), await callers.OfAsync(HttpContext),
                HttpContext.RequestAborted)).Try(out var made, out problem))
        {
            Made = $"{Request.Scheme}://{Request.Host}{WallPage.AddressOf(made.Secret)}";
            (Name, Until) = (null, TypedDay.Show(Today.AddDays(MonthDays)));
        }
        else
        {
            Problem = problem;
            Response.StatusCode = problem.Code.HttpStatus();
        }

        await ReadAsync(after: null);
        return Page();
    }

    public async Task<IActionResult> OnPostEndAsync([FromForm] Guid id)
    {
        Problem = (await keep.EndAsync(
            id, await callers.OfAsync(HttpContext), HttpContext.RequestAborted)).Problem;
        if (Problem is null)
        {
            return LocalRedirect($"{Here}?done=true");
        }

        Response.StatusCode = Problem.Code.HttpStatus();
        await ReadAsync(after: null);
        return Page();
    }

    private async Task ReadAsync(Guid? after)
    {
        IsFirst = after is null;
        Links = await keep.PageAsync(after, Shown, HttpContext.RequestAborted);
    }
}
