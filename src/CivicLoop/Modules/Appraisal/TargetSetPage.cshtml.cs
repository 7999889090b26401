using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Appraisal;

/// <summary>Where the office sets a target of a draft, or changes one.</summary>
[Needs(Permission.AppraisalKeep)]
internal sealed class TargetSetPage(
    AppraisalLists lists, SetTargets set, FindScores scores, Callers callers) : PageModel
{
    public AppraisalYear Year { get; private set; } = null!;

    public IReadOnlyList<ScoreChoice> Nodes { get; private set; } = [];

    public TargetForm Typed { get; private set; } = new();

    public Problem? Problem { get; private set; }

    /// <param name="unit">With <paramref name="code"/>: the target to be changed.</param>
    public async Task<IActionResult> OnGetAsync(
        int year, [FromQuery] string? unit, [FromQuery] string? code)
    {
        if (!await ReadAsync(year))
        {
            return NotFound();
        }

        var stop = HttpContext.RequestAborted;
        Typed = unit is not null && code is not null
            && (await lists.SheetAsync(year, unit, Year.LastDay, stop)).Try(out var sheet, out _)
            && sheet.Targets.FirstOrDefault(one => one.Target.Code == code) is { } line
                ? TargetForm.Of(line.Target)
                : new TargetForm { Unit = unit, Due = TypedDay.Show(Year.LastDay) };
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(int year, [FromForm] TargetForm typed)
    {
        var stop = HttpContext.RequestAborted;
        var saved = typed.Read().Try(out var wish, out var wrong)
            ? await set.SaveAsync(year, wish, await callers.OfAsync(HttpContext), stop)
            : wrong;
        if (saved.Try(out var target, out var problem))
        {
            return LocalRedirect(
                $"{AppraisalPages.Sheet(year, target.UnitCode)}?done=true");
        }

        (Typed, Problem) = (typed, problem);
        Response.StatusCode = problem.Code.HttpStatus();
        return await ReadAsync(year) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(int year)
    {
        var stop = HttpContext.RequestAborted;
        if (!(await lists.FindAsync(year, stop)).Try(out var found, out _))
        {
            return false;
        }

        Year = found;
        Nodes = await scores.NodesAsync(found.CardCode, found.Period, stop);
        return true;
    }
}
