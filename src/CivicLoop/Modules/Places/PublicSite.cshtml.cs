using CivicLoop.Domain.Places;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Places.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Places;

/// <summary>What the QR code of a site opens for everybody: what is looked at there, and the way to
/// report what is wrong.</summary>
internal sealed class PublicSitePage(SiteLists sites, SiteKindLists kinds) : PageModel
{
    public Site Site { get; private set; } = null!;

    public SiteKind? Kind { get; private set; }

    public IReadOnlyList<CheckItem> Items { get; private set; } = [];

    public string ReportPage => FormattableString.Invariant(
        $"/report?lat={Site.Lat}&lon={Site.Lon}");

    public async Task<IActionResult> OnGetAsync(string code)
    {
        var stop = HttpContext.RequestAborted;
        var site = await sites.FindAsync(code, stop);

        // A printed code goes on working after two registered sites became one.
        if (site?.MergedInto is { } into && await sites.FindAsync(into, stop) is { } other)
        {
            return LocalRedirect($"/sites/{Uri.EscapeDataString(other.Code)}");
        }

        if (site is null)
        {
            return NotFound();
        }

        Site = site;
        (Kind, Items) = await kinds.CheckedAtAsync(site.SiteKindCode, stop);
        return Page();
    }
}
