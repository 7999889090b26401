using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Command;

/// <summary>What the forms of a desk send.</summary>
internal sealed record DeskForm
{
    public string? At { get; init; }

    public string? FromWhom { get; init; }

    public string? Text { get; init; }

    public string? Done { get; init; }

    public string? Case { get; init; }

    public string? Directive { get; init; }

    public bool IsOpen { get; init; }

    public bool Settles { get; init; }

    public string? Reason { get; init; }

    public string? Handover { get; init; }
}

/// <summary>值班日志 of a command body: who has the desk, what is open, what came; a day of it is
/// printed. For the staff of the body and of those above it.</summary>
internal sealed class DeskPage(
    DeskLists lists, KeepDesk keep, SituationLists situations, FindCommandBodies bodies,
    Callers callers, CityHolder city, TimeProvider time) : PageModel
{
    public const string Here = "/console/desk";

    private const int Shown = 30;

    /// <summary>A day's log is printed whole; a busier desk is several desks.</summary>
    private const int DayMax = 500;

    public IReadOnlyList<Organization> Bodies { get; private set; } = [];

    /// <summary>Situations that are on.</summary>
    public IReadOnlyList<RunningSituation> Running { get; private set; } = [];

    /// <summary>Null where the caller may read none.</summary>
    public DeskFile? Desk { get; private set; }

    /// <summary>The day that is shown; null for the newest entries.</summary>
    public DateOnly? Day { get; private set; }

    public DateOnly Today => city.Current.DayOf(time.GetUtcNow());

    public bool IsFirst { get; private set; } = true;

    /// <summary>The caller may keep this desk.</summary>
    public bool MayKeep { get; private set; }

    /// <summary>The caller has it now.</summary>
    public bool IsOnWatch { get; private set; }

    /// <summary>The entry whose supplement is written.</summary>
    public DeskLine? Supplemented { get; private set; }

    public DeskForm Typed { get; private set; } = new();

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(
        [FromQuery] string? body, [FromQuery] string? day, [FromQuery] Guid? after,
        [FromQuery] Guid? supplement)
    {
        IsFirst = after is null;
        if (!TypedDay.Read(day, "day").Try(out var read, out var fault))
        {
            (Problem, Response.StatusCode) = (fault, fault.Code.HttpStatus());
        }

        Day = read.Value;
        return await ReadAsync(body, after, supplement) ? Page() : NotFound();
    }

    public Task<IActionResult> OnPostTakeOverAsync(
        [FromQuery] string body, [FromForm] DeskForm typed) =>
        DoAsync(body, typed, null, async caller => (await keep.TakeOverAsync(
            body, typed.Reason, caller, HttpContext.RequestAborted)).Problem);

    public Task<IActionResult> OnPostHandOverAsync(
        [FromQuery] string body, [FromForm] DeskForm typed) =>
        DoAsync(body, typed, null, async caller => (await keep.HandOverAsync(
            body, typed.Handover, caller, HttpContext.RequestAborted)).Problem);

    public Task<IActionResult> OnPostWriteAsync(
        [FromQuery] string body, [FromQuery] Guid? supplement, [FromForm] DeskForm typed) =>
        DoAsync(body, typed, supplement, async caller => (await keep.WriteAsync(
            body,
            new DeskEntryInput(
                typed.At, typed.FromWhom, typed.Text, typed.Done, typed.Case, typed.Directive,
                typed.IsOpen),
            supplement, typed.Settles, caller, HttpContext.RequestAborted)).Problem);

    private async Task<IActionResult> DoAsync(
        string body, DeskForm typed, Guid? supplement, Func<Caller, Task<Problem?>> write)
    {
        Problem = await write(await callers.OfAsync(HttpContext));
        if (Problem is null)
        {
            return LocalRedirect($"{Here}?body={Uri.EscapeDataString(body)}&done=true");
        }

        Typed = typed;
        Response.StatusCode = Problem.Code.HttpStatus();
        return await ReadAsync(body, after: null, supplement) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(string? body, Guid? after, Guid? supplement)
    {
        var caller = await callers.OfAsync(HttpContext);
        Bodies = lists.BodiesOf(caller);
        Running = await situations.RunningAsync(HttpContext.RequestAborted);
        if ((body ?? bodies.Find(caller.OrganizationCode)?.Code
            ?? (Bodies.Count > 0 ? Bodies[0].Code : null)) is not { } code)
        {
            return true;
        }

        if (!(await lists.FindAsync(
                code, caller, Day, after, Day is null ? Shown : DayMax,
                HttpContext.RequestAborted))
            .Try(out var file, out _))
        {
            return false;
        }

        Desk = file;
        MayKeep = caller.MaySomewhere(Permission.DeskKeep) && caller.OrganizationCode == code;
        IsOnWatch = MayKeep && file.Shift is { EndedAt: null } shift
            && shift.Keeper == caller.Actor;
        Supplemented = IsOnWatch
            ? file.Open.Concat(file.Entries.Items)
                .FirstOrDefault(line => line.Entry.Id == supplement)
            : null;
        return true;
    }
}
