using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Standards;

/// <summary>Takes an edition in, in three steps: send the file, see what it would make, accept. The
/// file waits between the steps.</summary>
[Needs(Permission.StandardEdit)]
internal sealed class EditionImportPage(
    Uploads uploads, ImportEdition import, Callers callers, ProblemTexts texts) : PageModel
{
    public const string Here = "/console/standards/import";

    /// <summary>More rejected rows are in the file.</summary>
    public const int ShownMax = 300;

    private const string Purpose = "standard";

    public Guid? Draft { get; private set; }

    public string? FileName { get; private set; }

    public EditionImport? View { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery] Guid? draft)
    {
        if (draft is not { } id)
        {
            return Page();
        }

        var found = await uploads.FindAsync(Purpose, id, await ActorAsync(), Stop);
        if (!found.Try(out var upload, out var gone))
        {
            return Refuse(gone);
        }

        FileName = upload.Name;
        if (!(await import.LookAsync(upload.Body, Stop)).Try(out var view, out var problem))
        {
            return Refuse(problem);
        }

        (Draft, View) = (id, view);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(IFormFile? file)
    {
        var kept = await uploads.KeepAsync(Purpose, file, "{}", await ActorAsync(), Stop);
        return kept.Try(out var upload, out var problem)
            ? LocalRedirect($"{Here}?draft={upload.Id}")
            : Refuse(problem);
    }

    public async Task<IActionResult> OnPostAcceptAsync([FromForm] Guid draft)
    {
        var actor = await ActorAsync();
        return (await uploads.FindAsync(Purpose, draft, actor, Stop))
            .Try(out var upload, out var problem)
            && (await import.TakeAsync(upload.Body, upload, actor, Stop))
                .Try(out var taken, out problem)
            ? LocalRedirect($"/console/standards/{taken.Plan.Body.Edition.Code}?taken=true")
            : Refuse(problem);
    }

    /// <summary>The rejected rows of an upload.</summary>
    public async Task<IActionResult> OnGetRejectedAsync([FromQuery] Guid draft) =>
        (await uploads.FindAsync(Purpose, draft, await ActorAsync(), Stop))
            .Try(out var upload, out _)
        && (await import.LookAsync(upload.Body, Stop)).Try(out var view, out _)
            ? File(
                RejectedLines.Write(
                    view.Sheet, view.Plan.Refused, texts, RequestLanguage.Of(HttpContext)),
                SheetFile.ContentType, "standard-rejected.xlsx")
            : NotFound();

    /// <summary>An empty table with the right columns.</summary>
    public IActionResult OnGetTemplate() => File(
        SheetFile.Write(EditionReader.Columns, []), SheetFile.ContentType,
        "standard-template.xlsx");

    private CancellationToken Stop => HttpContext.RequestAborted;

    private async Task<string> ActorAsync() => (await callers.OfAsync(HttpContext)).Actor;

    private PageResult Refuse(Problem problem)
    {
        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }
}
