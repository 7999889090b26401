using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Materials;

/// <summary>All rounds of handing in; the office opens new ones.</summary>
internal sealed class DossiersPage(
    DossierLists lists, OpenDossier open, EditionLists editions, FindDuties duties,
    Callers callers) : PageModel
{
    public const string Here = "/console/materials";

    private const int Shown = 30;

    private const int UsualDays = 30;

    public Page<DossierRow> List { get; private set; } = new([], null);

    /// <summary>Published ones; only for who may open a round.</summary>
    public IReadOnlyList<Edition> Editions { get; private set; } = [];

    public DossierInput Typed { get; private set; } = new(null, null, null);

    public bool MayOpen { get; private set; }

    public PagerView Pager { get; private set; } = new(null, true);

    public Problem? Problem { get; private set; }

    public Task OnGetAsync([FromQuery] string? after)
    {
        Typed = new DossierInput(null, null, TypedDay.Show(duties.Today.AddDays(UsualDays)));
        return ReadAsync(after);
    }

    public async Task<IActionResult> OnPostAsync([FromForm] DossierInput typed)
    {
        var outcome = await open.RunAsync(
            typed, await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        if (outcome.Try(out var opened, out var problem))
        {
            return LocalRedirect($"{DossierPage.Here}?id={opened.Id}&done=true");
        }

        (Typed, Problem) = (typed, problem);
        Response.StatusCode = problem.Code.HttpStatus();
        await ReadAsync(null);
        return Page();
    }

    private async Task ReadAsync(string? after)
    {
        var stop = HttpContext.RequestAborted;
        List = await lists.PageAsync(after, Shown, stop);
        Pager = new PagerView(List.Next, string.IsNullOrEmpty(after));
        MayOpen = (await callers.OfAsync(HttpContext)).MaySomewhere(Permission.MaterialReview);
        if (MayOpen)
        {
            Editions =
            [
                .. (await editions.EditionsAsync(null, EditionLists.PageMax, stop)).Items
                    .Where(one => one.State == EditionState.Published),
            ];
        }
    }
}
