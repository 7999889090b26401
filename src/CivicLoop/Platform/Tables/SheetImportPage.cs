using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Platform.Tables;

/// <summary>A row as the import page shows it.</summary>
internal sealed record SheetImportRow(
    int Line, PlanKind Kind, string Code, string Name, IReadOnlyList<string> Fields,
    string? Link = null);

/// <summary>What a file would do, or did.</summary>
internal sealed record SheetImportView(
    Sheet Sheet, IReadOnlyList<SheetImportRow> Rows, IReadOnlyList<RefusedLine> Refused,
    int Along = 0)
{
    /// <summary>More rows are told in numbers; the files hold them all.</summary>
    public const int ShownMax = 300;

    public int Count(PlanKind kind) => Rows.Count(row => row.Kind == kind);
}

/// <summary>Taking a list in, in three steps: send the file, see what it would do, accept. The file
/// waits between the steps.</summary>
internal abstract class SheetImportPage(Uploads uploads, Callers callers, ProblemTexts texts)
    : PageModel
{
    /// <summary>What the upload is for; also the name of the files handed out.</summary>
    public abstract string Purpose { get; }

    /// <summary>Address of the page.</summary>
    public abstract string Here { get; }

    public Guid? Draft { get; private set; }

    public string? FileName { get; private set; }

    public SheetImportView? View { get; private set; }

    public bool Taken { get; private set; }

    public Problem? Problem { get; private set; }

    protected CancellationToken Stop => HttpContext.RequestAborted;

    public async Task<IActionResult> OnGetAsync([FromQuery] Guid? draft)
    {
        if (draft is not { } id)
        {
            return Page();
        }

        var actor = await ActorAsync();
        if (!(await uploads.FindAsync(Purpose, id, actor, Stop)).Try(out var upload, out var gone))
        {
            return Refuse(gone);
        }

        (Draft, FileName) = (id, upload.Name);
        return (await LookAsync(upload.Body, actor)).Try(out var view, out var problem)
            ? Show(view)
            : Refuse(problem);
    }

    public async Task<IActionResult> OnPostAsync(IFormFile? file)
    {
        var actor = await ActorAsync();
        var kept = await uploads.KeepAsync(Purpose, file, "{}", actor, Stop);
        return kept.Try(out var upload, out var problem)
            ? LocalRedirect($"{Here}?draft={upload.Id}")
            : Refuse(problem);
    }

    public async Task<IActionResult> OnPostAcceptAsync([FromForm] Guid draft)
    {
        var actor = await ActorAsync();
        if (!(await uploads.FindAsync(Purpose, draft, actor, Stop))
            .Try(out var upload, out var gone))
        {
            return Refuse(gone);
        }

        if (!(await TakeAsync(upload, actor)).Try(out var view, out var problem))
        {
            (Draft, FileName) = (draft, upload.Name);
            return Refuse(problem);
        }

        Taken = true;
        return Show(view);
    }

    /// <summary>The rejected rows of a draft.</summary>
    public async Task<IActionResult> OnGetRejectedAsync([FromQuery] Guid draft)
    {
        var actor = await ActorAsync();
        return (await uploads.FindAsync(Purpose, draft, actor, Stop)).Try(out var upload, out _)
            && (await LookAsync(upload.Body, actor)).Try(out var view, out _)
            ? File(
                RejectedLines.Write(
                    view.Sheet, view.Refused, texts, RequestLanguage.Of(HttpContext)),
                SheetFile.ContentType, $"{Purpose}-rejected.xlsx")
            : NotFound();
    }

    /// <summary>An empty list with the right columns.</summary>
    public IActionResult OnGetTemplate() => File(
        SheetFile.Write([.. Columns], []), SheetFile.ContentType, $"{Purpose}-template.xlsx");

    /// <summary>The present list, to be changed and sent back.</summary>
    public async Task<IActionResult> OnGetPresentAsync() => File(
        SheetFile.Write([.. Columns], await PresentAsync()), SheetFile.ContentType,
        $"{Purpose}.xlsx");

    protected abstract IEnumerable<string> Columns { get; }

    protected abstract Task<Outcome<SheetImportView>> LookAsync(byte[] file, string actor);

    protected abstract Task<Outcome<SheetImportView>> TakeAsync(Upload upload, string actor);

    protected abstract Task<IEnumerable<IReadOnlyList<object?>>> PresentAsync();

    private async Task<string> ActorAsync() => (await callers.OfAsync(HttpContext)).Actor;

    private PageResult Show(SheetImportView view)
    {
        View = view;
        return Page();
    }

    private PageResult Refuse(Problem problem)
    {
        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }
}
