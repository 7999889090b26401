using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Places;

/// <summary>Registers a site by hand.</summary>
[Needs(Permission.SiteEdit)]
internal sealed class NewSitePage(KeepSites keep, SiteKindLists kinds, Callers callers) : PageModel
{
    public SiteForm Typed { get; private set; } = new();

    public IReadOnlyList<SiteKind> Kinds { get; private set; } = [];

    public Problem? Problem { get; private set; }

    public async Task OnGetAsync() => Kinds = await kinds.AllAsync(HttpContext.RequestAborted);

    public async Task<IActionResult> OnPostAsync([FromForm] SiteForm typed)
    {
        var stop = HttpContext.RequestAborted;
        var actor = (await callers.OfAsync(HttpContext)).Actor;
        if (typed.Read().Try(out var wish, out var problem)
            && (await keep.SaveAsync(wish, actor, stop)).Try(out var site, out problem))
        {
            return LocalRedirect(
                $"{SitesPage.Here}/{Uri.EscapeDataString(site.Code)}?done=true");
        }

        (Typed, Problem) = (typed, problem);
        Kinds = await kinds.AllAsync(stop);
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }
}
