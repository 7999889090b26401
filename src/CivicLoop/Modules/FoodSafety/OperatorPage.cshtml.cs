using CivicLoop.Domain.FoodSafety;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.FoodSafety;

/// <summary>One operator: its grades with their points, the visits of the year, its record.
/// </summary>
internal sealed class OperatorPage(
    FoodLists lists, KeepOperators keep, AssessOperator assess, Callers callers) : PageModel
{
    public const string Here = "/console/food/operator";

    public OperatorView View { get; private set; } = null!;

    public AssessInput Assessed { get; private set; } = new();

    public RecordInput Recorded { get; private set; } = new();

    public DateOnly Today => lists.Today;

    public bool MayKeep { get; private set; }

    public bool Done { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery] string? site, [FromQuery] bool done)
    {
        Done = done;
        return string.IsNullOrEmpty(site) ? LocalRedirect(FoodPage.Here)
            : await ReadAsync(site) ? Page()
            : NotFound();
    }

    public async Task<IActionResult> OnPostAssessAsync(
        [FromQuery] string site, [FromForm] AssessInput typed)
    {
        Assessed = typed;
        return await AnswerAsync(site, (await assess.RunAsync(
            site, typed, await callers.OfAsync(HttpContext), HttpContext.RequestAborted))
            .Problem);
    }

    public async Task<IActionResult> OnPostRecordAsync(
        [FromQuery] string site, [FromForm] RecordInput typed)
    {
        Recorded = typed;
        return await AnswerAsync(site, (await keep.RecordAsync(
            site, typed, await callers.OfAsync(HttpContext), HttpContext.RequestAborted))
            .Problem);
    }

    public async Task<IActionResult> OnPostEndAsync([FromQuery] string site) =>
        await AnswerAsync(site, (await keep.EndAsync(
            site, await callers.OfAsync(HttpContext), HttpContext.RequestAborted)).Problem);

    private async Task<IActionResult> AnswerAsync(string site, Problem? problem)
    {
        if (problem is null)
        {
            return LocalRedirect($"{Here}?site={Uri.EscapeDataString(site)}&done=true");
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return await ReadAsync(site) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(string site)
    {
        if (await lists.FindAsync(site, HttpContext.RequestAborted) is not { } view)
        {
            return false;
        }

        View = view;
        MayKeep = view.Operator.State == OperatorState.Active
            && (await callers.OfAsync(HttpContext)).MaySomewhere(Permission.FoodKeep);
        return true;
    }
}
