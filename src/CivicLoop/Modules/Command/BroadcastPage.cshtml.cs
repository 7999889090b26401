using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Command;

/// <summary>One broadcast: how many receipts came, and which units still miss some.</summary>
[Needs(Permission.DirectiveIssue)]
internal sealed class BroadcastPage(
    BroadcastLists lists, ActOnBroadcast act, Callers callers, TimeProvider time) : PageModel
{
    private const int UnitsShown = 50;

    public BroadcastFile Shown { get; private set; } = null!;

    public BroadcastShow Show { get; private set; }

    public bool IsFirst { get; private set; } = true;

    public bool IsOn { get; private set; }

    public string State { get; private set; } = "";

    /// <summary>Why it is to be withdrawn, as typed.</summary>
    public string? Words { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(
        Guid broadcast, [FromQuery] BroadcastShow? show, [FromQuery] string? after) =>
        await ReadAsync(broadcast, show, after) ? Page() : NotFound();

    public Task<IActionResult> OnPostRemindAsync(Guid broadcast) =>
        DoAsync(broadcast, async caller => (await act.RemindAsync(
            broadcast, caller, HttpContext.RequestAborted)).Problem);

    public Task<IActionResult> OnPostEndAsync(Guid broadcast, [FromForm] string? words)
    {
        Words = words;
        return DoAsync(broadcast, async caller => (await act.EndAsync(
            broadcast, words, caller, HttpContext.RequestAborted)).Problem);
    }

    private async Task<IActionResult> DoAsync(Guid broadcast, Func<Caller, Task<Problem?>> act)
    {
        Problem = await act(await callers.OfAsync(HttpContext));
        if (Problem is null)
        {
            return LocalRedirect($"{BroadcastsPage.Here}/{broadcast}?done=true");
        }

        Response.StatusCode = Problem.Code.HttpStatus();
        return await ReadAsync(broadcast, null, null) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(Guid broadcast, BroadcastShow? show, string? after)
    {
        Show = show ?? BroadcastShow.Missing;
        if (!(await lists.FindAsync(
                broadcast, Show, await callers.OfAsync(HttpContext), after, UnitsShown,
                HttpContext.RequestAborted))
            .Try(out var file, out _))
        {
            return false;
        }

        var now = time.GetUtcNow();
        (Shown, IsFirst, IsOn) = (file, after is null, file.Broadcast.IsOn(now));
        State = BroadcastsPage.StateAt(file.Broadcast, now);
        return true;
    }
}
