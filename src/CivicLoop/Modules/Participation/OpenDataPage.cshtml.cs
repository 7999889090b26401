using CivicLoop.Domain.Places;
using CivicLoop.Platform.City;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Participation;

/// <summary>What can be downloaded, under which licence, and what its columns mean.</summary>
internal sealed class OpenDataPage(PortalOptions portal, BrowseCases browse) : PageModel
{
    public PortalOptions Portal => portal;

    public IReadOnlyList<Area> Areas => browse.Districts();
}
