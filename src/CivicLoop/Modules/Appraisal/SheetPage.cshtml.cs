using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Appraisal;

/// <summary>The sheet of one unit with the steps the reader may take; for the office, leaders and
/// the unit, and for all staff once the list is fixed.</summary>
internal sealed class SheetPage(
    AppraisalLists lists, StepSheet steps, WriteAppraisal writes, Callers callers) : PageModel
{
    public SheetView View { get; private set; } = null!;

    public IReadOnlyList<SheetStep> Steps { get; private set; } = [];

    /// <summary>Whether targets may still be set.</summary>
    public bool MaySet { get; private set; }

    public string? Words { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(int year, string org) =>
        await ReadAsync(year, org) is { } refused ? refused : Page();

    public async Task<IActionResult> OnPostAsync(
        int year, string org, [FromForm] SheetStep step, [FromForm] string? words)
    {
        Words = words;
        Problem = (await steps.RunAsync(
            year, org, step, words, await callers.OfAsync(HttpContext),
            HttpContext.RequestAborted)).Problem;
        if (Problem is null)
        {
            return LocalRedirect($"{AppraisalPages.Sheet(year, org)}?done=true");
        }

        Response.StatusCode = Problem.Code.HttpStatus();
        return await ReadAsync(year, org) is { } refused ? refused : Page();
    }

    private async Task<IActionResult?> ReadAsync(int year, string org)
    {
        var caller = await callers.OfAsync(HttpContext);
        if (!(await lists.SheetAsync(year, org, writes.Today, HttpContext.RequestAborted))
            .Try(out var view, out _))
        {
            return NotFound();
        }

        if (AppraisalLists.Refuse(caller, view.Year, org) is not null)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        View = view;
        MaySet = view.Year.State == AppraisalState.Draft
            && caller.MaySomewhere(Permission.AppraisalKeep);
        Steps = view.Sheet is not { } sheet
            ? []
            : [.. Enum.GetValues<SheetStep>().Where(step =>
                SheetRules.IsOpen(view.Year, sheet, step, writes.Today)
                && caller.MaySomewhere(StepSheet.PermissionOf(step))
                && WriteAppraisal.RefuseStranger(
                    caller, StepSheet.PermissionOf(step), org) is null)];
        return null;
    }
}
