using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Tables;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Standards;

/// <summary>One edition from its items down to its measures; its file; and, for a draft, the forms
/// that publish or discard it.</summary>
internal sealed class EditionPage(EditionLists lists, KeepEditions keep, Callers callers)
    : PageModel
{
    public EditionBody Body { get; private set; } = null!;

    public bool MayEdit { get; private set; }

    public string? From { get; private set; }

    public string? To { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(string edition) =>
        await ReadAsync(edition) ? Page() : NotFound();

    public async Task<IActionResult> OnGetFileAsync(string edition) =>
        await ReadAsync(edition)
            ? File(
                SheetFile.Write(EditionReader.Columns, EditionSheet.Rows(Body)),
                SheetFile.ContentType, $"{edition}.xlsx")
            : NotFound();

    public async Task<IActionResult> OnPostPublishAsync(
        string edition, [FromForm] string? from, [FromForm] string? to)
    {
        (From, To) = (from, to);
        if (!TypedDay.Need(from, "from").Try(out var first, out var fault)
            || !TypedDay.Read(to, "to").Try(out var last, out fault))
        {
            return await AnswerAsync(edition, fault, "");
        }

        return await EditAsync(edition, async actor => (await keep.PublishAsync(
            edition, first, last.Value, actor, HttpContext.RequestAborted)).Problem,
            $"/console/standards/{Uri.EscapeDataString(edition)}?done=true");
    }

    public Task<IActionResult> OnPostDiscardAsync(string edition) => EditAsync(
        edition,
        async actor => (await keep.DiscardAsync(edition, actor, HttpContext.RequestAborted))
            .Problem,
        "/console/standards?done=true");

    private async Task<IActionResult> EditAsync(
        string edition, Func<string, Task<Problem?>> edit, string then)
    {
        var caller = await callers.OfAsync(HttpContext);
        return caller.MaySomewhere(Permission.StandardEdit)
            ? await AnswerAsync(edition, await edit(caller.Actor), then)
            : StatusCode(StatusCodes.Status403Forbidden);
    }

    private async Task<IActionResult> AnswerAsync(string edition, Problem? problem, string then)
    {
        if (problem is null)
        {
            return LocalRedirect(then);
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return await ReadAsync(edition) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(string edition)
    {
        MayEdit = (await callers.OfAsync(HttpContext)).MaySomewhere(Permission.StandardEdit);
        var found = (await lists.BodyAsync(edition, HttpContext.RequestAborted))
            .Try(out var body, out _);
        Body = body!;
        return found;
    }
}
