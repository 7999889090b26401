using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases;

/// <summary>Opens a case by its number, or lists those whose number begins so.</summary>
[Needs(Permission.CaseSee)]
internal sealed class FindCasePage(CityDatabase database, CityHolder city, Callers callers)
    : PageModel
{
    // Beyond a page the number is too short to be meant.
    private const int FoundMax = 20;

    public string Number { get; private set; } = "";

    public IReadOnlyList<Case> Found { get; private set; } = [];

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
        var end = Number + char.MaxValue;
        Found = await CaseFilter
            .Visible(context.Set<Case>(), caller, Permission.CaseSee, city.Current)
            .Where(row => string.Compare(row.Number, Number) >= 0
                && string.Compare(row.Number, end) < 0)
            .OrderBy(row => row.Number).Take(FoundMax)
            .ToListAsync(HttpContext.RequestAborted);
        return Found is [var only] ? Redirect($"/console/cases/{only.Number}") : Page();
    }
}
