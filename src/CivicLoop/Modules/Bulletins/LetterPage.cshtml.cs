using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Bulletins;

/// <summary>One letter with its answers; the unit answers here, the sender judges.</summary>
internal sealed class LetterPage(
    LetterLists lists, ActOnLetter act, KeepAttachments keep, Callers callers,
    TimeProvider time) : PageModel
{
    public LetterFile Shown { get; private set; } = null!;

    public IReadOnlyList<LetterCommand> Open { get; private set; } = [];

    public bool MayAnswer => Open.Contains(LetterCommand.Answer);

    public LetterStepInput Typed { get; private set; } = new(null, null, null, null);

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid letter) =>
        await ReadAsync(letter) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid letter, [FromForm] LetterStepInput typed)
    {
        var done = await act.RunAsync(
            letter, typed, await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        if (done.Problem is null)
        {
            return LocalRedirect($"{LettersPage.Here}/{letter}?done=true");
        }

        (Problem, Typed) = (done.Problem, typed);
        Response.StatusCode = Problem.Code.HttpStatus();
        return await ReadAsync(letter) ? Page() : NotFound();
    }

    public async Task<IActionResult> OnGetFileAsync(Guid letter, [FromQuery] int n) =>
        (await keep.OpenAsync(
            letter, n, await callers.OfAsync(HttpContext), HttpContext.RequestAborted))
        .Try(out var opened, out _)
            ? File(opened.Content, opened.ContentType, opened.Name)
            : NotFound();

    public async Task<IActionResult> OnPostAttachAsync(Guid letter, IFormFile? files) =>
        await AfterAsync(letter, (await keep.AddAsync(
            letter, files, await callers.OfAsync(HttpContext), HttpContext.RequestAborted))
            .Problem);

    public async Task<IActionResult> OnPostTakeOffAsync(Guid letter, [FromForm] int n) =>
        await AfterAsync(letter, (await keep.TakeOffAsync(
            letter, n, await callers.OfAsync(HttpContext), HttpContext.RequestAborted))
            .Problem);

    // Only the answer is done: what was attached is there to be seen.
    private async Task<IActionResult> AfterAsync(Guid letter, Problem? refused)
    {
        if (refused is null)
        {
            return LocalRedirect($"{LettersPage.Here}/{letter}#files-title");
        }

        Problem = refused;
        Response.StatusCode = refused.Code.HttpStatus();
        return await ReadAsync(letter) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(Guid id)
    {
        var caller = await callers.OfAsync(HttpContext);
        if (!(await lists.FindAsync(id, caller, HttpContext.RequestAborted))
            .Try(out var file, out _))
        {
            return false;
        }

        Shown = file;
        Open = LetterWorkflow.Open(file.Letter, caller, time.GetUtcNow());
        return true;
    }
}
