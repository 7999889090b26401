using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Standards.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Standards;

/// <summary>The kinds of sites of an edition, and what is looked at on one of them.</summary>
internal sealed class SiteKindsPage(EditionLists lists) : PageModel
{
    public EditionBody Body { get; private set; } = null!;

    /// <summary>The kind that is shown; null for the list of all.</summary>
    public SiteKind? Kind { get; private set; }

    public async Task<IActionResult> OnGetAsync(string edition, string? kind)
    {
        if (!(await lists.BodyAsync(edition, HttpContext.RequestAborted)).Try(out var body, out _))
        {
            return NotFound();
        }

        Body = body;
        Kind = body.SiteKinds.FirstOrDefault(one => one.Code == kind);
        return kind is null || Kind is not null ? Page() : NotFound();
    }
}
