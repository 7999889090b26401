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

/// <summary>Opens a case by its number.</summary>
[Needs(Permission.CaseSee)]
internal sealed class FindCasePage(CityDatabase database, CityHolder city, Callers callers)
    : PageModel
{
    public string Number { get; private set; } = "";

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? number)
    {
        Number = (number ?? "").Trim();
        if (Number.Length == 0)
        {
            Problem = new Problem(ProblemCode.FieldRequired, "number");
            return Page();
        }

        var caller = await callers.OfAsync(HttpContext);
        await using var context = database.OpenContext();
        var known = await CaseFilter
            .Visible(context.Set<Case>(), caller, Permission.CaseSee, city.Current)
            .AnyAsync(row => row.Number == Number, HttpContext.RequestAborted);
        return known ? Redirect($"/console/cases/{Number}") : Page();
    }
}
