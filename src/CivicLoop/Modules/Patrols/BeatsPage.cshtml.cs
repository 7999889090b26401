using CivicLoop.Domain.People;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Patrols;

/// <summary>All beats; all staff read them.</summary>
internal sealed class BeatsPage(PatrolLists lists, Callers callers) : PageModel
{
    public const string Here = "/console/patrols/beats";

    private const int Shown = 40;

    public Page<BeatRow> List { get; private set; } = new([], null);

    public PagerView Pager { get; private set; } = new(null, true);

    public bool MayKeep { get; private set; }

    public async Task OnGetAsync([FromQuery] string? after)
    {
        List = await lists.BeatsAsync(after, Shown, HttpContext.RequestAborted);
        Pager = new PagerView(List.Next, string.IsNullOrEmpty(after));
        MayKeep = (await callers.OfAsync(HttpContext)).MaySomewhere(Permission.PatrolKeep);
    }
}
