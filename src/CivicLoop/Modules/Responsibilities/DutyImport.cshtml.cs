using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>Takes a table of duties in, in three steps: send the file, see what it would do,
/// accept; and gives all duties out as one. All staff export, who keeps the duties imports.
/// </summary>
internal sealed class DutyImportPage(
    Uploads uploads, ImportDuties import, DutyLists lists, FindDuties find, Callers callers,
    ProblemTexts texts) : PageModel
{
    public const string Here = "/console/responsibility/import";

    /// <summary>More rejected rows are in the file.</summary>
    public const int ShownMax = 300;

    private const string Purpose = "duties";

    public Guid? Draft { get; private set; }

    public string? FileName { get; private set; }

    public DutyImport? View { get; private set; }

    public bool MayEdit { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery] Guid? draft)
    {
        var caller = await callers.OfAsync(HttpContext);
        MayEdit = caller.MaySomewhere(Permission.DutyEdit);
        if (draft is not { } id || !MayEdit)
        {
            return Page();
        }

        var found = await uploads.FindAsync(Purpose, id, caller.Actor, Stop);
        if (!found.Try(out var upload, out var gone))
        {
            return Refuse(gone);
        }

        FileName = upload.Name;
        if (!(await import.LookAsync(upload.Body, caller.Actor, Stop))
            .Try(out var view, out var problem))
        {
            return Refuse(problem);
        }

        (Draft, View) = (id, view);
        return Page();
    }

    public Task<IActionResult> OnPostAsync(IFormFile? file) => EditAsync(async actor =>
    {
        var kept = await uploads.KeepAsync(Purpose, file, "{}", actor, Stop);
        return kept.Try(out var upload, out var problem)
            ? LocalRedirect($"{Here}?draft={upload.Id}")
            : Refuse(problem);
    });

    public Task<IActionResult> OnPostAcceptAsync([FromForm] Guid draft) => EditAsync(async actor =>
        (await uploads.FindAsync(Purpose, draft, actor, Stop)).Try(out var upload, out var problem)
            && (await import.TakeAsync(upload.Body, upload, actor, Stop))
                .Try(out var taken, out problem)
            ? LocalRedirect($"{Here}?taken={taken.Added.Count}")
            : Refuse(problem));

    /// <summary>The rejected rows of an upload.</summary>
    public Task<IActionResult> OnGetRejectedAsync([FromQuery] Guid draft) =>
        EditAsync(async actor =>
            (await uploads.FindAsync(Purpose, draft, actor, Stop)).Try(out var upload, out _)
            && (await import.LookAsync(upload.Body, actor, Stop)).Try(out var view, out _)
                ? File(
                    RejectedLines.Write(
                        view.Sheet, view.Refused, texts, RequestLanguage.Of(HttpContext)),
                    SheetFile.ContentType, "duties-rejected.xlsx")
                : NotFound());

    /// <summary>An empty table with the right columns.</summary>
    public IActionResult OnGetTemplate() => File(
        SheetFile.Write(DutySheet.Columns, []), SheetFile.ContentType, "duties-template.xlsx");

    /// <summary>All duties that hold today or will, as the table that can be sent again.</summary>
    public async Task<IActionResult> OnGetFileAsync()
    {
        var rows = new List<IReadOnlyList<object?>>();
        await foreach (var duty in lists.AllAsync(new DutyFilter(), Stop))
        {
            if (duty.ToDay is not { } end || end >= find.Today)
            {
                rows.Add(DutySheet.Row(duty));
            }
        }

        return File(
            SheetFile.Write(DutySheet.Columns, rows), SheetFile.ContentType, "duties.xlsx");
    }

    private CancellationToken Stop => HttpContext.RequestAborted;

    private async Task<IActionResult> EditAsync(Func<string, Task<IActionResult>> edit)
    {
        var caller = await callers.OfAsync(HttpContext);
        MayEdit = caller.MaySomewhere(Permission.DutyEdit);
        return MayEdit
            ? await edit(caller.Actor)
            : StatusCode(StatusCodes.Status403Forbidden);
    }

    private PageResult Refuse(Problem problem)
    {
        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }
}
