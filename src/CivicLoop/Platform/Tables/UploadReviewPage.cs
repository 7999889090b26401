using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Platform.Tables;

/// <summary>Taking a table in, in three steps: send the file, see what it would do, accept. The
/// file waits between the steps.</summary>
internal abstract class UploadReviewPage(Uploads uploads, Callers callers, ProblemTexts texts)
    : PageModel
{
    /// <summary>What the upload is for; also the name of the files handed out.</summary>
    public abstract string Purpose { get; }

    /// <summary>Address of the page.</summary>
    public abstract string Here { get; }

    public Guid? Draft { get; private set; }

    public string? FileName { get; private set; }

    public Problem? Problem { get; private set; }

    /// <summary>Rows of the draft that cannot be taken in.</summary>
    public abstract IReadOnlyList<RefusedLine> Refused { get; }

    protected CancellationToken Stop => HttpContext.RequestAborted;

    /// <summary>The table as it was read.</summary>
    protected abstract Sheet Sheet { get; }

    protected abstract IEnumerable<string> Columns { get; }

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

        FileName = upload.Name;
        if (await LookAsync(upload.Body, actor) is { } problem)
        {
            return Refuse(problem);
        }

        Draft = id;
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
        if (!(await uploads.FindAsync(Purpose, draft, actor, Stop))
            .Try(out var upload, out var gone))
        {
            return Refuse(gone);
        }

        if ((await TakeAsync(upload, actor)).Try(out var next, out var problem))
        {
            return next;
        }

        (Draft, FileName) = (draft, upload.Name);
        return Refuse(problem);
    }

    /// <summary>The rejected rows of a draft.</summary>
    public async Task<IActionResult> OnGetRejectedAsync([FromQuery] Guid draft)
    {
        var actor = await ActorAsync();
        return (await uploads.FindAsync(Purpose, draft, actor, Stop)).Try(out var upload, out _)
            && await LookAsync(upload.Body, actor) is null
            ? File(
                RejectedLines.Write(Sheet, Refused, texts, RequestLanguage.Of(HttpContext)),
                SheetFile.ContentType, $"{Purpose}-rejected.xlsx")
            : NotFound();
    }

    /// <summary>An empty table with the right columns.</summary>
    public IActionResult OnGetTemplate() => File(
        SheetFile.Write([.. Columns], []), SheetFile.ContentType, $"{Purpose}-template.xlsx");

    /// <summary>Reads the file and keeps what it would do; answers why it cannot be read.</summary>
    protected abstract Task<Problem?> LookAsync(byte[] file, string actor);

    /// <summary>Takes the file in; answers where the reader goes next.</summary>
    protected abstract Task<Outcome<IActionResult>> TakeAsync(Upload upload, string actor);

    protected async Task<Caller> CallerAsync() => await callers.OfAsync(HttpContext);

    protected PageResult Refuse(Problem problem)
    {
        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }

    private async Task<string> ActorAsync() => (await CallerAsync()).Actor;
}
