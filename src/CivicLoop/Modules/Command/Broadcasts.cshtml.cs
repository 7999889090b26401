using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Command;

/// <summary>通知到岗: what one's command body, and those below it, sent to people on site.</summary>
[Needs(Permission.DirectiveIssue)]
internal sealed class BroadcastsPage(
    BroadcastLists lists, FindCommandBodies bodies, Callers callers, TimeProvider time)
    : PageModel
{
    public const string Here = "/console/command/broadcasts";

    private const int Shown = 20;

    public Page<BroadcastLine> List { get; private set; } = new([], null);

    public bool IsFirst { get; private set; } = true;

    public bool MaySend { get; private set; }

    public async Task OnGetAsync([FromQuery] Guid? after)
    {
        var caller = await callers.OfAsync(HttpContext);
        MaySend = bodies.Find(caller.OrganizationCode) is not null;
        IsFirst = after is null;
        List = (await lists.PageAsync(caller, after, Shown, HttpContext.RequestAborted))
            .Try(out var list, out _) ? list : List;
    }

    /// <summary>Key of the text that says whether it holds.</summary>
    public string StateOf(Broadcast one) => StateAt(one, time.GetUtcNow());

    internal static string StateAt(Broadcast one, DateTimeOffset now) =>
        one.EndedAt is not null ? "Broadcast.State.Ended"
        : one.IsOn(now) ? "Broadcast.State.On"
        : "Broadcast.State.Over";
}
