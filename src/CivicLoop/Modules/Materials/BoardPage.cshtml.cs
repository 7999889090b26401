using CivicLoop.Domain.Materials;
using CivicLoop.Modules.Responsibilities.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Materials;

/// <summary>The deadline board: by unit what is late and what is due within a week; for all staff.
/// </summary>
internal sealed class BoardPage(DossierLists lists, FindDuties duties) : PageModel
{
    public const string Here = "/console/materials/board";

    /// <summary>The one asked for, else the one opened last; null where there is none.</summary>
    public Dossier? Dossier { get; private set; }

    public IReadOnlyList<UnitDeadlines> Units { get; private set; } = [];

    /// <summary>What is late or due soon, the earliest first.</summary>
    public IReadOnlyList<Material> Pressing { get; private set; } = [];

    private const int PressingMax = 100;

    public DateOnly Today => duties.Today;

    public async Task<IActionResult> OnGetAsync([FromQuery] Guid? id)
    {
        var stop = HttpContext.RequestAborted;
        Dossier = id is { } known
            ? await lists.FindAsync(known, stop)
            : await lists.LastAsync(stop);
        if (Dossier is null)
        {
            return id is null ? Page() : NotFound();
        }

        var all = await lists.AllAsync(Dossier.Id, stop);
        Units = DeadlineBoard.Of(all, Today);
        Pressing =
        [
            .. all.Where(one => one.IsLate(Today) || one.IsDueSoon(Today))
                .OrderBy(one => one.DueDay).ThenBy(one => one.Position).Take(PressingMax),
        ];
        return Page();
    }
}
