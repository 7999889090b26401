using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Appraisal;

/// <summary>Where the office takes or gives points by a document.</summary>
[Needs(Permission.AppraisalKeep)]
internal sealed class EntryNewPage(
    AppraisalLists lists, KeepEntries keep, WriteAppraisal writes, CityHolder city,
    Callers callers) : PageModel
{
    private const int AnswerDaysUsual = 7;

    public AppraisalYear Year { get; private set; } = null!;

    public EntryForm Typed { get; private set; } = new();

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(int year, [FromQuery] string? unit)
    {
        Typed = new EntryForm
        {
            Unit = unit, Kind = EntryKind.Deduction,
            AnswerDay = TypedDay.Show(writes.Today.AddDays(AnswerDaysUsual)),
        };
        return await ReadAsync(year) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(int year, [FromForm] EntryForm typed)
    {
        var unit = city.Current.Organizations.Meant(typed.Unit);
        var made = unit is null
            ? new Problem(ProblemCode.UnknownValue, "unit", typed.Unit ?? "")
            : typed.Read().Try(out var input, out var wrong)
                ? await keep.EnterAsync(
                    year, unit.Code, input, await callers.OfAsync(HttpContext),
                    HttpContext.RequestAborted)
                : wrong;
        if (made.Try(out var entry, out var problem))
        {
            return LocalRedirect($"{EntryPage.Here}/{entry.Id}?done=true");
        }

        (Typed, Problem) = (typed, problem);
        Response.StatusCode = problem.Code.HttpStatus();
        return await ReadAsync(year) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(int year)
    {
        if (!(await lists.FindAsync(year, HttpContext.RequestAborted)).Try(out var found, out _))
        {
            return false;
        }

        Year = found;
        return true;
    }
}
