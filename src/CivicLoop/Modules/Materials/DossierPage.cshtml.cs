using CivicLoop.Domain.Materials;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Materials;

/// <summary>The check list of a dossier: every document asked for, in the order of the edition;
/// for all staff. Who reviews or signs carries it away from here.</summary>
internal sealed class DossierPage(
    DossierLists lists, ExportDossier export, FindDuties duties, Callers callers) : PageModel
{
    public const string Here = "/console/materials/dossier";

    private const int Shown = 60;

    public Dossier Dossier { get; private set; } = null!;

    public Page<Material> List { get; private set; } = new([], null);

    public IReadOnlyDictionary<string, Criterion> Criteria { get; private set; } =
        new Dictionary<string, Criterion>();

    public MaterialFilter Filter { get; private set; } = new();

    public PagerView Pager { get; private set; } = new(null, true);

    public bool MayExport { get; private set; }

    public DateOnly Today => duties.Today;

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(
        [FromQuery] Guid? id, [FromQuery] MaterialState? state, [FromQuery] string? unit,
        [FromQuery] int? after) =>
        id is not { } known ? LocalRedirect(DossiersPage.Here)
        : await ReadAsync(known, new MaterialFilter(state, TextRule.Blank(unit)), after ?? 0)
            ? Page()
        : NotFound();

    public async Task<IActionResult> OnPostExportAsync([FromQuery] Guid id)
    {
        var outcome = await export.RunAsync(
            id, await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        if (outcome.Try(out var carried, out var problem))
        {
            return File(carried.Content, "application/zip", carried.FileName);
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return await ReadAsync(id, new MaterialFilter(), 0) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(Guid id, MaterialFilter filter, int after)
    {
        var stop = HttpContext.RequestAborted;
        if (await lists.FindAsync(id, stop) is not { } dossier)
        {
            return false;
        }

        (Dossier, Filter) = (dossier, filter);
        List = await lists.MaterialsAsync(id, filter, after, Shown, stop);
        Pager = new PagerView(List.Next, after == 0);
        Criteria = await lists.CriteriaAsync(dossier.EditionCode, stop);
        MayExport = ExportDossier.RefuseReader(await callers.OfAsync(HttpContext)) is null;
        return true;
    }
}
