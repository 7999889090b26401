using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Cases;

/// <summary>All cases the caller may see, the newest first, filtered by the address.</summary>
[Needs(Permission.CaseSee)]
internal sealed class CaseListPage(
    CaseLists lists, Callers callers, CityHolder city, TimeProvider time) : PageModel
{
    public CaseListQuery Query { get; private set; } = new();

    public Problem? Problem { get; private set; }

    public Page<Case> Cases { get; private set; } = new([], null);

    public async Task OnGetAsync([FromQuery] CaseListQuery query)
    {
        Query = query;
        if (!query.Filter().Try(out var filter, out var problem))
        {
            Problem = problem;
            Response.StatusCode = problem.Code.HttpStatus();
            return;
        }

        var caller = await callers.OfAsync(HttpContext);
        Cases = await lists.NewestAsync(
            rows => filter.Apply(
                CaseFilter.Visible(rows, caller, Permission.CaseSee, city.Current),
                city.Current, time.GetUtcNow()),
            query.After, query.Size, HttpContext.RequestAborted);
    }
}
