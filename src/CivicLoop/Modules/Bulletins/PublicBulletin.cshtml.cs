using CivicLoop.Domain.Bulletins;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Bulletins;

/// <summary>A published bulletin by its number; of one that was withdrawn, the reason.</summary>
internal sealed class PublicBulletinPage(BulletinLists lists) : PageModel
{
    public Bulletin Bulletin { get; private set; } = null!;

    public IReadOnlyList<BulletinBlock> Blocks { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string bulletin)
    {
        if (!(await lists.PublishedAsync(bulletin, HttpContext.RequestAborted))
            .Try(out var found, out _))
        {
            return NotFound();
        }

        (Bulletin, Blocks) = (found, BulletinText.Read(found.Blocks));
        return Page();
    }
}
