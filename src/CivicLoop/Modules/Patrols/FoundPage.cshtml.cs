using CivicLoop.Domain;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Patrols;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Patrols;

/// <summary>Something was found at a place: its class and a few words make a case.</summary>
[Needs(Permission.PatrolWork)]
internal sealed class FoundPage(
    PatrolLists lists, RecordCheck record, CityHolder city, Callers callers, TimeProvider time)
    : PageModel
{
    public const string Here = "/console/patrols/found";

    public VisitRow Row { get; private set; } = null!;

    public IEnumerable<CaseClass> Classes =>
        city.Current.Catalogue.All.Where(PatrolRules.IsStreetOrder);

    /// <summary>Stays the same while the form is sent again, so that it opens one case.</summary>
    public Guid Id { get; private set; }

    public string? Class { get; private set; }

    public string? Note { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery] Guid? visit)
    {
        Id = Ids.New(time.GetUtcNow());
        return visit is not { } known ? LocalRedirect(TodayPage.Here)
            : await ReadAsync(known) ? Page()
            : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(
        [FromQuery] Guid visit, [FromForm] Guid id, [FromForm(Name = "class")] string? classCode,
        [FromForm] string? note)
    {
        (Id, Class, Note) = (id, classCode, note);
        var outcome = await record.RunAsync(
            new CheckInput
            {
                Id = id, Visit = visit, Result = CheckResult.Found, Class = classCode,
                Note = note,
            },
            await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        if (outcome.Try(out var check, out var problem))
        {
            return LocalRedirect($"{TodayPage.Here}?done=true&case={check.CaseNumber}");
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return await ReadAsync(visit) ? Page() : NotFound();
    }

    // What lies ahead is told on its day.
    private async Task<bool> ReadAsync(Guid visit)
    {
        if (await lists.VisitAsync(visit, HttpContext.RequestAborted) is not { } row
            || row.Visit.Day > lists.Today)
        {
            return false;
        }

        Row = row;
        return true;
    }
}
