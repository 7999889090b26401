using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Dashboards;

/// <summary>常住人口: how many people live in each area, for rates by residents.</summary>
[Needs(Permission.CatalogueEdit)]
internal sealed class ResidentsPage(KeepResidents keep, CityHolder city, Callers callers)
    : PageModel
{
    public const string Here = "/console/administration/residents";

    /// <summary>The area whose parts are shown; null for the districts.</summary>
    public string? Within { get; private set; }

    public IReadOnlyList<ResidentsLine> Lines { get; private set; } = [];

    public ResidentsInput Typed { get; private set; } = new(null, null, null, null);

    public bool Done { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task OnGetAsync([FromQuery] string? within, [FromQuery] bool done)
    {
        Done = done;
        await LoadAsync(within);
    }

    public async Task<IActionResult> OnPostAsync(
        [FromQuery] string? within, [FromForm] ResidentsInput typed)
    {
        var outcome = await keep.RunAsync(
            typed, await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        if (outcome.Problem is { } problem)
        {
            (Problem, Typed) = (problem, typed);
            Response.StatusCode = problem.Code.HttpStatus();
            await LoadAsync(within);
            return Page();
        }

        return Redirect(AddressOf(within) + (within is null ? "?" : "&") + "done=true");
    }

    public static string AddressOf(string? within) =>
        within is null ? Here : $"{Here}?within={Uri.EscapeDataString(within)}";

    private async Task LoadAsync(string? within)
    {
        Within = city.Current.Areas.Find(within ?? "")?.Code;
        Lines = await keep.BelowAsync(Within, HttpContext.RequestAborted);
    }
}
