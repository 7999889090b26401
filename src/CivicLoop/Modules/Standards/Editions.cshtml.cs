using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Standards;

/// <summary>A standing as the form sends it.</summary>
internal sealed record StandingInput(
    string? Subject, string? Status, string? Since, string? Until, string? Evidence);

/// <summary>All editions, what holds today, and the city's standing above every score; for all
/// staff.</summary>
internal sealed class EditionsPage(EditionLists lists, KeepEditions keep, Callers callers)
    : PageModel
{
    private const int Shown = 50;

    public Page<Edition> List { get; private set; } = new([], null);

    public IReadOnlyList<SubjectToday> Today { get; private set; } = [];

    public IReadOnlyList<StandingRecord> Records { get; private set; } = [];

    public bool MayEdit { get; private set; }

    public bool IsFirst { get; private set; } = true;

    public StandingInput Typed { get; private set; } = new(null, null, null, null, null);

    public Problem? Problem { get; private set; }

    public Task OnGetAsync([FromQuery] string? after) => ReadAsync(after);

    public async Task<IActionResult> OnPostStandingAsync([FromForm] StandingInput typed)
    {
        Typed = typed;
        var caller = await callers.OfAsync(HttpContext);
        if (!caller.MaySomewhere(Permission.StandardEdit))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Problem = await RecordAsync(typed, caller.Actor);
        if (Problem is null)
        {
            return LocalRedirect("/console/standards?done=true");
        }

        Response.StatusCode = Problem.Code.HttpStatus();
        await ReadAsync(after: null);
        return Page();
    }

    private async Task<Problem?> RecordAsync(StandingInput typed, string actor)
    {
        if (!Enum.TryParse<EditionSubject>(typed.Subject, out var subject))
        {
            return new Problem(ProblemCode.UnknownValue, "subject", typed.Subject ?? "");
        }

        if (!Enum.TryParse<StandingStatus>(typed.Status, out var status))
        {
            return new Problem(ProblemCode.UnknownValue, "status", typed.Status ?? "");
        }

        if (!TypedDay.Need(typed.Since, "since").Try(out var since, out var fault)
            || !TypedDay.Read(typed.Until, "until").Try(out var until, out fault))
        {
            return fault;
        }

        return (await keep.RecordAsync(
            subject, status, since, until.Value, typed.Evidence, actor,
            HttpContext.RequestAborted)).Problem;
    }

    private async Task ReadAsync(string? after)
    {
        var stop = HttpContext.RequestAborted;
        IsFirst = string.IsNullOrEmpty(after);
        List = await lists.EditionsAsync(after, Shown, stop);
        Today = await lists.TodayAsync(stop);
        Records = await lists.StandingsAsync(stop);
        MayEdit = (await callers.OfAsync(HttpContext)).MaySomewhere(Permission.StandardEdit);
    }
}
