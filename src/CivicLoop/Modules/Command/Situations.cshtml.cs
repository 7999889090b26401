using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Command;

/// <summary>What the forms of the situations send.</summary>
internal sealed record SituationForm(string? Reason, string? Until, string? Words);

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

    public Slice<Situation> Past { get; private set; } = new([], null);

    public PagerView Pager { get; private set; } = new(null, true);

    /// <summary>The caller sits in a command body that may switch.</summary>
    public bool MaySwitch { get; private set; }

    public bool MayKeep { get; private set; }

    /// <summary>The package or situation whose form was sent.</summary>
    public string? Sent { get; private set; }

    public SituationForm Typed { get; private set; } = new(null, null, null);

    public Problem? Problem { get; private set; }

    public Problem? ProblemOf(string form) => Sent == form ? Problem : null;

    public Task OnGetAsync([FromQuery] Guid? after) => ReadAsync(after);

    public Task<IActionResult> OnPostBeginAsync(
        [FromQuery] string package, [FromForm] SituationForm typed) =>
        DoAsync(package, typed, async caller => (await keep.BeginAsync(
            package, typed.Reason, typed.Until ?? "", caller,
            HttpContext.RequestAborted)).Problem);

    public Task<IActionResult> OnPostMoveAsync(
        [FromQuery] Guid id, [FromForm] SituationForm typed) =>
        DoAsync($"move-{id}", typed, async caller => (await keep.MoveAsync(
            id, typed.Until ?? "", caller, HttpContext.RequestAborted)).Problem);

    public Task<IActionResult> OnPostEndAsync(
        [FromQuery] Guid id, [FromForm] SituationForm typed) =>
        DoAsync($"end-{id}", typed, async caller => (await keep.EndAsync(
            id, typed.Words, caller, HttpContext.RequestAborted)).Problem);

    private async Task<IActionResult> DoAsync(
        string form, SituationForm typed, Func<Caller, Task<Problem?>> act)
    {
        Problem = await act(await callers.OfAsync(HttpContext));
        if (Problem is null)
        {
            return LocalRedirect($"{Here}?done=true");
        }

        (Sent, Typed, Response.StatusCode) = (form, typed, Problem.Code.HttpStatus());
        await ReadAsync(after: null);
        return Page();
    }

    private async Task ReadAsync(Guid? after)
    {
        var stop = HttpContext.RequestAborted;
        var caller = await callers.OfAsync(HttpContext);
        Running = await lists.RunningAsync(stop);
        Packages = await lists.PackagesAsync(stop);
        Past = await lists.PageAsync(after, Shown, stop);
        Pager = new PagerView(Past.Next, after is null);
        MaySwitch = caller.MaySomewhere(Permission.DirectiveIssue)
            && bodies.Find(caller.OrganizationCode) is not null;
        MayKeep = caller.MaySomewhere(Permission.CommandEdit);
    }
}
