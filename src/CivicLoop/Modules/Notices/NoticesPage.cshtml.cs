using System.Text.Json;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Modules.Notices.Contracts;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Notices;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Notices;

/// <summary>What the person's organisation was told.</summary>
[Needs(Permission.CaseSee)]
internal sealed class NoticesPage(
    NoticeLists lists, ReadNotices read, BroadcastReceipts receipts, Callers callers) : PageModel
{
    public IReadOnlyList<OutboxMessage> Notices { get; private set; } = [];

    /// <summary>Those the reader has not read.</summary>
    public IReadOnlySet<Guid> Unread { get; private set; } = new HashSet<Guid>();

    /// <summary>What waits for the reader's receipt.</summary>
    public IReadOnlyList<WaitingBroadcast> Waiting { get; private set; } = [];

    public Problem? Problem { get; private set; }

    /// <param name="open">The notice whose case is to be shown; it is read then.</param>
    public async Task<IActionResult> OnGetAsync(Guid? open)
    {
        var stop = HttpContext.RequestAborted;
        var caller = await callers.OfAsync(HttpContext);
        if (open is { } id
            && (await read.MarkAsync(caller, id, stop)).Try(out var notice, out _))
        {
            return LocalRedirect(AddressOf(notice));
        }

        await ReadAsync(caller);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        await read.MarkAllAsync(await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        return LocalRedirect("/console/notices");
    }

    /// <summary>Says that a broadcast arrived.</summary>
    public async Task<IActionResult> OnPostReceiptAsync([FromQuery] Guid broadcast)
    {
        var caller = await callers.OfAsync(HttpContext);
        Problem = (await receipts.GiveAsync(broadcast, caller, HttpContext.RequestAborted)).Problem;
        if (Problem is null)
        {
            return LocalRedirect("/console/notices");
        }

        Response.StatusCode = Problem.Code.HttpStatus();
        await ReadAsync(caller);
        return Page();
    }

    private async Task ReadAsync(Caller caller)
    {
        var stop = HttpContext.RequestAborted;
        Waiting = await receipts.WaitingAsync(caller, stop);
        Notices = await lists.NewestAsync(caller, stop);
        Unread = await read.UnreadOfAsync(caller, Notices, stop);
    }

    /// <summary>Where a notice leads.</summary>
    public static string AddressOf(OutboxMessage notice)
    {
        using var facts = JsonDocument.Parse(notice.Body);
        if (facts.RootElement.TryGetProperty("address", out var address)
            && address.GetString() is { } page
            && page.StartsWith("/console/", StringComparison.Ordinal))
        {
            return page;
        }

        return facts.RootElement.TryGetProperty("number", out var number)
            ? $"/console/cases/{Uri.EscapeDataString(number.GetString() ?? "")}"
            : "/console";
    }
}
