using CivicLoop.Domain.Bulletins;
using CivicLoop.Platform.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Bulletins;

/// <summary>What was published, for everybody.</summary>
internal sealed class PublicBulletinsPage(BulletinLists lists) : PageModel
{
    private const int Shown = 30;

    public Page<Bulletin> List { get; private set; } = new([], null);

    public bool IsFirst { get; private set; } = true;

    public async Task OnGetAsync([FromQuery] Guid? after)
    {
        IsFirst = after is null;
        List = await lists.PageAsync(
            null, withDrafts: false, after, Shown, HttpContext.RequestAborted);
    }
}
