using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Command;

/// <summary>What the forms of the situations send.</summary>
internal sealed record SituationForm(
    string? Package = null, string? Reason = null, string? Until = null, string? Words = null);

/// <summary>情景: what is on, what can be switched on, and what was; all staff read, command bodies
/// switch.</summary>
internal sealed class SituationsPage(
    SituationLists lists, KeepSituations keep, FindCommandBodies bodies, Callers callers)
    : PageModel
{
    public const string Here = "/console/command/situations";

    private const int Shown = 20;

    public IReadOnlyList<RunningSituation> Running { get; private set; } = [];

    public IReadOnlyList<SituationPackage> Packages { get; private set; } = [];

    public Page<Situation> Past { get; private set; } = new([], null);

    public PagerView Pager { get; private set; } = new(null, true);

    /// <summary>The caller sits in a command body that may switch.</summary>
    public bool MaySwitch { get; private set; }

    public bool MayKeep { get; private set; }

    /// <summary>The one whose end is moved or that is ended; null where another begins.</summary>
    public Situation? Changed { get; private set; }

    public SituationForm Typed { get; private set; } = new();

    public Problem? Problem { get; private set; }

    public Task OnGetAsync([FromQuery] Guid? after, [FromQuery] Guid? change) =>
        ReadAsync(after, change);

    public Task<IActionResult> OnPostBeginAsync([FromForm] SituationForm typed) =>
        DoAsync(null, typed, async caller => (await keep.BeginAsync(
            typed.Package ?? "", typed.Reason, typed.Until ?? "", caller,
            HttpContext.RequestAborted)).Problem);

    public Task<IActionResult> OnPostMoveAsync(
        [FromQuery] Guid id, [FromForm] SituationForm typed) =>
        DoAsync(id, typed, async caller => (await keep.MoveAsync(
            id, typed.Until ?? "", caller, HttpContext.RequestAborted)).Problem);

    public Task<IActionResult> OnPostEndAsync(
        [FromQuery] Guid id, [FromForm] SituationForm typed) =>
        DoAsync(id, typed, async caller => (await keep.EndAsync(
            id, typed.Words, caller, HttpContext.RequestAborted)).Problem);

    private async Task<IActionResult> DoAsync(
        Guid? change, SituationForm typed, Func<Caller, Task<Problem?>> act)
    {
        Problem = await act(await callers.OfAsync(HttpContext));
        if (Problem is null)
        {
            return LocalRedirect($"{Here}?done=true");
        }

        (Typed, Response.StatusCode) = (typed, Problem.Code.HttpStatus());
        await ReadAsync(after: null, change);
        return Page();
    }

    private async Task ReadAsync(Guid? after, Guid? change)
    {
        var stop = HttpContext.RequestAborted;
        var caller = await callers.OfAsync(HttpContext);
        Running = await lists.RunningAsync(stop);
        Packages = await lists.PackagesAsync(stop);
        Past = await lists.PageAsync(after, Shown, stop);
        Pager = new PagerView(Past.Next, after is null);
        MaySwitch = caller.MaySomewhere(Permission.DirectiveIssue)
            && bodies.Find(caller.OrganizationCode) is not null;
        Changed = MaySwitch
            ? Running.Select(one => one.Situation).FirstOrDefault(one => one.Id == change)
            : null;
        MayKeep = caller.MaySomewhere(Permission.CommandEdit);
    }
}
