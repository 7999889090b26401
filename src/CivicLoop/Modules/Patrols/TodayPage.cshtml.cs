using CivicLoop.Domain;
using CivicLoop.Domain.Patrols;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Patrols;

/// <summary>What the reader's unit is asked to see today, on a phone in the street: one press says
/// that a place was seen and nothing found.</summary>
[Needs(Permission.PatrolWork)]
internal sealed class TodayPage(
    PatrolLists lists, RecordCheck record, Callers callers, TimeProvider time) : PageModel
{
    public const string Here = "/console/patrols/today";

    public DateOnly Day { get; private set; }

    public IReadOnlyList<VisitRow> Rows { get; private set; } = [];

    public int Seen => Rows.Count(row => row.Visit.CheckId is not null);

    /// <summary>What is due now, comes later, was missed and was seen, in this order.</summary>
    public IEnumerable<(string Name, IReadOnlyList<VisitRow> Rows)> Parts
    {
        get
        {
            var minute = lists.Minute;
            return new (string Name, Func<PatrolVisit, bool> Is)[]
            {
                ("Now", one => one.CheckId is null && one.FromMinute <= minute
                    && minute < one.ToMinute),
                ("Later", one => one.CheckId is null && minute < one.FromMinute),
                ("Over", one => one.CheckId is null && one.ToMinute <= minute),
                ("Past", one => one.CheckId is not null),
            }.Select(part => (
                part.Name,
                (IReadOnlyList<VisitRow>)[.. Rows.Where(row => part.Is(row.Visit))]))
                .Where(part => part.Item2.Count > 0);
        }
    }

    public bool MayCheck { get; private set; }

    public bool Done { get; private set; }

    /// <summary>The case that was opened by the last press.</summary>
    public string? Case { get; private set; }

    public Problem? Problem { get; private set; }

    /// <summary>An id for one press of a button: pressed twice it is one check.</summary>
    public Guid NewId() => Ids.New(time.GetUtcNow());

    public async Task OnGetAsync(
        [FromQuery] bool done, [FromQuery(Name = "case")] string? number)
    {
        (Done, Case) = (done, number);
        await ReadAsync(await callers.OfAsync(HttpContext));
    }

    public async Task<IActionResult> OnPostAsync([FromForm] Guid id, [FromForm] Guid visit)
    {
        var caller = await callers.OfAsync(HttpContext);
        var outcome = await record.RunAsync(
            new CheckInput { Id = id, Visit = visit }, caller, HttpContext.RequestAborted);
        if (outcome.Problem is not { } problem)
        {
            return LocalRedirect($"{Here}?done=true");
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        await ReadAsync(caller);
        return Page();
    }

    private async Task ReadAsync(Caller caller)
    {
        Day = lists.Today;
        MayCheck = caller.MaySomewhere(Permission.PatrolWork);
        if (caller.OrganizationCode is { } unit)
        {
            Rows = await lists.DayAsync(unit, Day, HttpContext.RequestAborted);
        }
    }
}
