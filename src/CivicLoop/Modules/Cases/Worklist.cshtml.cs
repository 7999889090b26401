using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Cases;

/// <summary>One worklist, filtered by its address, a page at a time.</summary>
[Needs(Permission.CaseSee)]
internal sealed class WorklistPage(
    CaseLists lists, SavedFilters saved, Callers callers, CityHolder city) : PageModel
{
    public Duty Duty { get; private set; } = Duty.All[0];

    public CaseListQuery Query { get; private set; } = new();

    public SavedFiltersView Filters { get; private set; } = new("", []);

    public Problem? Problem { get; private set; }

    public Page<Case> Cases { get; private set; } = new([], null);

    public async Task<IActionResult> OnGetAsync(string duty, [FromQuery] CaseListQuery query)
    {
        if (Duty.Find(duty) is not { } found)
        {
            return NotFound();
        }

        Duty = found;
        Query = query;
        var caller = await callers.OfAsync(HttpContext);
        if (!caller.MaySomewhere(found.Permission))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Filters = await saved.BesideAsync(Request, caller, HttpContext.RequestAborted);
        if (!query.Filter(city.Current.Organizations).Try(out var filter, out var problem))
        {
            Problem = problem;
            Response.StatusCode = problem.Code.HttpStatus();
            return Page();
        }

        Cases = await lists.DutyAsync(
            found, caller, filter, query.After, query.Size, HttpContext.RequestAborted);
        return Page();
    }
}
