using CivicLoop.Domain;
using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Command;

/// <summary>What the forms of a command body send.</summary>
internal sealed record BodyInput
{
    public string? Title { get; init; }

    public string? Organization { get; init; }

    public string? SignIn { get; init; }

    public string? Edition { get; init; }

    public string? Criterion { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public string? BasisName { get; init; }
}

/// <summary>One command body: its members for a time and the criteria it watches, with the forms
/// that keep them; for all staff.</summary>
internal sealed class BodyPage(
    FindCommandBodies bodies, CommandLists lists, KeepCommand keep, CommandDays days,
    EditionLists editions, Callers callers)
    : PageModel
{
    private const int Shown = 50;

    public Organization Body { get; private set; } = null!;

    public Page<CommandMember> Members { get; private set; } = new([], null);

    public Page<CommandWatch> Watches { get; private set; } = new([], null);

    public IReadOnlyDictionary<(string Edition, string Code), LocalText> Names
    {
        get;
        private set;
    } = new Dictionary<(string, string), LocalText>();

    public IReadOnlyList<Edition> Editions { get; private set; } = [];

    /// <summary>Those of the past are shown too.</summary>
    public bool WithPast { get; private set; }

    public bool IsFirst { get; private set; } = true;

    /// <summary>The membership or watch whose form is open.</summary>
    public Guid? Ending { get; private set; }

    public bool MayEdit { get; private set; }

    public DateOnly Today => days.Today;

    public BodyInput Typed { get; private set; } = new();

    /// <summary>The form a problem is about.</summary>
    public string? Form { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(
        string body, [FromQuery] bool past, [FromQuery] string? after,
        [FromQuery] string? afterWatch, [FromQuery] Guid? end)
    {
        (WithPast, Ending) = (past, end);
        var today = TypedDay.Show(Today);
        Typed = new BodyInput { From = today, To = end is null ? null : today };
        return await ReadAsync(body, after, afterWatch) ? Page() : NotFound();
    }

    public Task<IActionResult> OnPostMemberAsync(string body, [FromForm] BodyInput typed) =>
        EditAsync(body, typed, "member", async actor =>
            TypedDay.Read(typed.From, "from").Try(out var from, out var fault)
            && TypedDay.Read(typed.To, "to").Try(out var to, out fault)
                ? (await keep.AddMemberAsync(
                    body,
                    new MemberInput(
                        typed.Title, typed.Organization, typed.SignIn, from.Value, to.Value,
                        typed.BasisName),
                    actor, HttpContext.RequestAborted)).Problem
                : fault);

    public Task<IActionResult> OnPostWatchAsync(string body, [FromForm] BodyInput typed) =>
        EditAsync(body, typed, "watch", async actor =>
            TypedDay.Read(typed.From, "from").Try(out var from, out var fault)
            && TypedDay.Read(typed.To, "to").Try(out var to, out fault)
                ? (await keep.WatchAsync(
                    body, new WatchInput(typed.Edition, typed.Criterion, from.Value, to.Value),
                    actor, HttpContext.RequestAborted)).Problem
                : fault);

    public Task<IActionResult> OnPostEndMemberAsync(
        string body, [FromForm] Guid end, [FromForm] BodyInput typed)
    {
        Ending = end;
        return EditAsync(body, typed, "end", async actor =>
            TypedDay.Read(typed.To, "to").Try(out var to, out var fault)
                ? (await keep.EndMemberAsync(
                    body, end, to.Value, actor, HttpContext.RequestAborted)).Problem
                : fault);
    }

    public Task<IActionResult> OnPostEndWatchAsync(
        string body, [FromForm] Guid end, [FromForm] BodyInput typed)
    {
        Ending = end;
        return EditAsync(body, typed, "end", async actor =>
            TypedDay.Read(typed.To, "to").Try(out var to, out var fault)
                ? (await keep.EndWatchAsync(
                    body, end, to.Value, actor, HttpContext.RequestAborted)).Problem
                : fault);
    }

    /// <summary>The problem as far as it is one of a form.</summary>
    public Problem? ProblemOf(string form) => Form == form ? Problem : null;

    private async Task<IActionResult> EditAsync(
        string body, BodyInput typed, string form, Func<string, Task<Problem?>> edit)
    {
        (Typed, Form) = (typed, form);
        var caller = await callers.OfAsync(HttpContext);
        if (!caller.MaySomewhere(Permission.CommandEdit))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Problem = await edit(caller.Actor);
        if (Problem is null)
        {
            return LocalRedirect($"/console/command/{Uri.EscapeDataString(body)}?done=true");
        }

        Response.StatusCode = Problem.Code.HttpStatus();
        return await ReadAsync(body, after: null, afterWatch: null) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(string code, string? after, string? afterWatch)
    {
        var stop = HttpContext.RequestAborted;
        if (bodies.Find(code) is not { } body)
        {
            return false;
        }

        Body = body;
        IsFirst = string.IsNullOrEmpty(after);
        MayEdit = (await callers.OfAsync(HttpContext)).MaySomewhere(Permission.CommandEdit);
        DateOnly? on = WithPast ? null : Today;
        Members = await lists.MembersAsync(code, on, after, Shown, stop);
        Watches = await lists.WatchesAsync(code, on, afterWatch, Shown, stop);
        Editions = (await editions.EditionsAsync(null, EditionLists.PageMax, stop)).Items;
        Names = await NamesAsync(stop);
        return true;
    }

    private async Task<Dictionary<(string, string), LocalText>> NamesAsync(CancellationToken stop)
    {
        var names = new Dictionary<(string, string), LocalText>();
        foreach (var edition in Watches.Items.Select(one => one.EditionCode).Distinct())
        {
            if ((await editions.BodyAsync(edition, stop)).Try(out var held, out _))
            {
                foreach (var criterion in held.Criteria)
                {
                    names[(edition, criterion.Code)] = criterion.Name;
                }
            }
        }

        return names;
    }
}
