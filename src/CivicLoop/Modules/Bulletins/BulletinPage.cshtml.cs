using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Bulletins;

/// <summary>One bulletin: its figures as they were taken and as they are now, and its way from the
/// draft to the portal.</summary>
internal sealed class BulletinPage(
    BulletinLists lists, KeepBulletins keep, WriteBulletin write, FillBulletin fill,
    BulletinPaper paper, CityOptions options, Callers callers) : PageModel
{
    public Bulletin Bulletin { get; private set; } = null!;

    public IReadOnlyList<BulletinBlock> Blocks { get; private set; } = [];

    public IReadOnlyDictionary<FigureName, BulletinFigure> Moved { get; private set; } =
        new Dictionary<FigureName, BulletinFigure>();

    public IReadOnlyList<BulletinEdge> Open { get; private set; } = [];

    /// <summary>True where the caller could approve, had they not written on it.</summary>
    public bool WroteOnIt { get; private set; }

    /// <summary>Whether letters about its blocks may be sent: only what was published binds.
    /// </summary>
    public bool MaySend { get; private set; }

    public string? Reason { get; private set; }

    public Problem? Problem { get; private set; }

    public bool May(BulletinCommand command) => Open.Any(edge => edge.Command == command);

    public async Task<IActionResult> OnGetAsync(Guid bulletin) =>
        await ReadAsync(bulletin) ? Page() : NotFound();

    public async Task<IActionResult> OnGetWordAsync(Guid bulletin)
    {
        var stop = HttpContext.RequestAborted;
        return (await lists.FindAsync(bulletin, await callers.OfAsync(HttpContext), stop))
            .Try(out var found, out _)
            ? File(
                await paper.WriteAsync(found, PublicRoot.Of(HttpContext, options), stop),
                BulletinPaper.ContentType, $"{found.Title}.docx")
            : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(
        Guid bulletin, [FromForm] BulletinCommand command, [FromForm] string? reason)
    {
        var (caller, stop) = (await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        var done = command == BulletinCommand.Refill
            ? await keep.RefillAsync(bulletin, caller, stop)
            : await write.RunAsync(bulletin, command, reason, null, caller, null, stop);
        if (done.Problem is null)
        {
            return LocalRedirect($"{BulletinsPage.Here}/{bulletin}?done=true");
        }

        (Problem, Reason) = (done.Problem, reason);
        Response.StatusCode = Problem.Code.HttpStatus();
        return await ReadAsync(bulletin) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(Guid id)
    {
        var (caller, stop) = (await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        if (!(await lists.FindAsync(id, caller, stop)).Try(out var found, out _))
        {
            return false;
        }

        Bulletin = found;
        Blocks = BulletinText.Read(found.Blocks);
        Moved = BulletinMoved.Of(Blocks, await fill.LiveAsync(found, stop));
        Open = BulletinWorkflow.Open(found, caller);
        MaySend = found.State == BulletinState.Published
            && caller.MaySomewhere(Permission.LetterIssue);
        WroteOnIt = found.State == BulletinState.Submitted && found.WasEditedBy(caller.Actor)
            && caller.MaySomewhere(Permission.BulletinApprove);
        return true;
    }
}
