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

/// <summary>All cases the caller may see, the newest first, filtered by the address.</summary>
[Needs(Permission.CaseSee)]
internal sealed class CaseListPage(
    CaseLists lists, SavedFilters saved, Callers callers, CityHolder city,
    TimeProvider time) : PageModel
{
    public CaseListQuery Query { get; private set; } = new();

    public SavedFiltersView Filters { get; private set; } = new("", []);

    public Problem? Problem { get; private set; }

    public Page<Case> Cases { get; private set; } = new([], null);

    public async Task OnGetAsync([FromQuery] CaseListQuery query)
    {
        var stop = HttpContext.RequestAborted;
        var caller = await callers.OfAsync(HttpContext);
        Query = query;
        Filters = await saved.BesideAsync(Request, caller, stop);
        if (!query.Filter(city.Current.Organizations).Try(out var filter, out var problem))
        {
            Problem = problem;
            Response.StatusCode = problem.Code.HttpStatus();
            return;
        }

        IQueryable<Case> Narrow(IQueryable<Case> rows) => filter.Apply(
            CaseFilter.Visible(rows, caller, Permission.CaseSee, city.Current),
            city.Current, time.GetUtcNow());
        Cases = filter.Due is null
            ? await lists.NewestAsync(Narrow, query.After, query.Size, stop)
            : await lists.MostUrgentAsync(Narrow, query.After, query.Size, stop);
    }
}
