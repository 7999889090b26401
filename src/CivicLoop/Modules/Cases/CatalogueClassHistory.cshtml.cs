using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Cases;

/// <summary>What was changed about a class, and how it stood after each change.</summary>
[Needs(Permission.CatalogueEdit)]
internal sealed class CatalogueClassHistoryPage(CatalogueHistory history, CityHolder city)
    : PageModel
{
    public CaseClass Class { get; private set; } = null!;

    public IReadOnlyList<CatalogueChange> Changes { get; private set; } = [];

    public string? Next { get; private set; }

    public bool IsFirst { get; private set; }

    public async Task<IActionResult> OnGetAsync(string code, [FromQuery] int? after)
    {
        if (city.Current.Catalogue.Find(code) is not { } found)
        {
            return NotFound();
        }

        Class = found;
        IsFirst = after is null;
        var (items, next) = await history.OfAsync(code, after, HttpContext.RequestAborted);
        Changes = items;
        Next = next?.ToString(System.Globalization.CultureInfo.InvariantCulture);
        return Page();
    }
}
