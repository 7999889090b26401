using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Places.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Places;

/// <summary>The register of sites, narrowed by the address; all staff read it.</summary>
internal sealed class SitesPage(
    SiteLists sites, SiteKindLists kinds, CityHolder city, Callers callers) : PageModel
{
    public const string Here = "/console/sites";

    private const int PageOf = 50;

    [BindProperty(SupportsGet = true, Name = "kind")]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true, Name = "district")]
    public string? District { get; set; }

    [BindProperty(SupportsGet = true, Name = "state")]
    public SiteState? State { get; set; }

    [BindProperty(SupportsGet = true, Name = "after")]
    public string? After { get; set; }

    public IReadOnlyList<Site> Items { get; private set; } = [];

    public PagerView Pager { get; private set; } = null!;

    public IReadOnlyList<SiteKind> Kinds { get; private set; } = [];

    public IReadOnlyList<Area> Districts { get; private set; } = [];

    public bool MayEdit { get; private set; }

    public async Task OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        Kinds = await kinds.AllAsync(stop);
        Districts = city.Current.Areas.Districts;
        MayEdit = (await callers.OfAsync(HttpContext)).MaySomewhere(Permission.SiteEdit);
        var rows = await sites.PageAsync(
            new SiteFilter(Blank(Kind), Blank(District), null, State), After, PageOf, stop);
        Items = [.. rows.Take(PageOf)];
        Pager = new PagerView(rows.Count > PageOf ? Items[^1].Code : null, After is null);
    }

    private static string? Blank(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
