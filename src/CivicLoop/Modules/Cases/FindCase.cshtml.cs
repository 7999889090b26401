using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases;

/// <summary>Opens a case by its number, and finds cases by whatever else is known of them.
/// </summary>
[Needs(Permission.CaseSee)]
internal sealed class FindCasePage(
    CityDatabase database, CityHolder city, Callers callers, SearchCases search) : PageModel
{
    public string Words { get; private set; } = "";

    public string? After { get; private set; }

    public Problem? Problem { get; private set; }

    public Page<Case> Found { get; private set; } = new([], null);

    public async Task<IActionResult> OnGetAsync(string? q, string? number, string? after)
    {
        var stop = HttpContext.RequestAborted;
        Words = (q ?? number ?? "").Trim();
        After = after;
        if (Words.Length == 0)
        {
            Problem = new Problem(ProblemCode.FieldRequired, "q");
            return Page();
        }

        var caller = await callers.OfAsync(HttpContext);
        await using var context = database.OpenContext();
        var known = await CaseFilter
            .Visible(context.Set<Case>(), caller, Permission.CaseSee, city.Current)
            .AnyAsync(row => row.Number == Words, stop);
        if (known)
        {
            return Redirect($"/console/cases/{Words}");
        }

        Found = await search.RunAsync(Words, caller, after, CaseLists.LimitDefault, stop);
        return Page();
    }
}
