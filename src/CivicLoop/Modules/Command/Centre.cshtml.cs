using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Command;

/// <summary>指挥中心: map and queue of open cases side by side, brought up to date as they change, the
/// numbers that open their list, directives that wait, and the duty desk.</summary>
[Needs(Permission.CaseSee)]
internal sealed class CentrePage(
    CentreFigures figures, DirectiveLists directives, DeskLists desks, SituationLists situations,
    FindCommandBodies bodies, Callers callers, CityHolder city) : PageModel
{
    public const string Here = "/console/command/centre";

    private const int Shown = 30;

    private const int EntriesShown = 5;

    public CentreFilter Filter { get; private set; } = new(CentreShow.Open, null, null);

    /// <summary>The unit as it was typed.</summary>
    public string? Unit { get; private set; }

    public Page<Case> Queue { get; private set; } = new([], null);

    public IReadOnlyDictionary<CentreShow, int> Counts { get; private set; } =
        new Dictionary<CentreShow, int>();

    /// <summary>Directives of one's own body, or else for one's own unit.</summary>
    public DirectiveBox Box { get; private set; }

    public DirectiveCounts Directives { get; private set; } = new(0, 0, 0, 0);

    /// <summary>The desk of one's own body; null where there is none to read.</summary>
    public DeskFile? Desk { get; private set; }

    /// <summary>Situations that are on.</summary>
    public IReadOnlyList<RunningSituation> Running { get; private set; } = [];

    /// <summary>The one whose classes alone are shown; null for all.</summary>
    public Situation? Situation { get; private set; }

    public bool IsFirst { get; private set; } = true;

    public Problem? Problem { get; private set; }

    public async Task OnGetAsync(
        [FromQuery] CentreShow? show, [FromQuery] string? area, [FromQuery] string? unit,
        [FromQuery] string? after, [FromQuery] string? situation)
    {
        var stop = HttpContext.RequestAborted;
        var caller = await callers.OfAsync(HttpContext);
        (Unit, IsFirst) = (unit, string.IsNullOrEmpty(after));
        var meant = city.Current.Organizations.Meant(unit);
        if (meant is null && !string.IsNullOrWhiteSpace(unit))
        {
            Problem = new Problem(ProblemCode.UnitNotKnown, "unit", unit.Trim());
            Response.StatusCode = Problem.Code.HttpStatus();
        }

        Running = await situations.RunningAsync(stop);
        Situation = Running.Select(one => one.Situation)
            .FirstOrDefault(one => one.PackageCode == situation);
        Filter = new CentreFilter(
            show ?? CentreShow.Open, string.IsNullOrWhiteSpace(area) ? null : area, meant?.Code,
            Situation?.ClassCodes);
        Queue = await figures.QueueAsync(Filter, caller, after, Shown, stop);
        Counts = await figures.CountsAsync(Filter, caller, stop);
        Box = bodies.Find(caller.OrganizationCode) is null
            ? DirectiveBox.Unit
            : DirectiveBox.Body;
        Directives = await directives.CountsAsync(Box, caller, stop);
        if (desks.BodiesOf(caller) is { Count: > 0 } readable)
        {
            var desk = await desks.FindAsync(
                readable[0].Code, caller, day: null, after: null, EntriesShown, stop);
            Desk = desk.Problem is null ? desk.Value : null;
        }
    }

    /// <summary>The same view with another of its numbers opened.</summary>
    public string AddressOf(CentreShow show) => Here + QueryString.Create(
        new[] { ("show", (string?)show.ToString()), ("area", Filter.Area), ("unit", Filter.Unit),
            ("situation", Situation?.PackageCode) }
            .Where(part => part.Item2 is not null)
            .Select(part => KeyValuePair.Create(part.Item1, part.Item2)));
}
