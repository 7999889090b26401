using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>Disputes and the precedents they left, found by words and subject; for all staff.
/// </summary>
internal sealed class DisputesPage(DisputeLists lists, DutyLists duties, Callers callers)
    : PageModel
{
    private const int Shown = 30;

    public DisputeState? State { get; private set; }

    public DutySubject? Kind { get; private set; }

    public string? Subject { get; private set; }

    public string? Words { get; private set; }

    public Page<DutyDispute> List { get; private set; } = new([], null);

    public SubjectNames Names { get; private set; } = SubjectNames.None;

    public bool IsFirst { get; private set; } = true;

    public bool MayClaim { get; private set; }

    public async Task OnGetAsync(
        [FromQuery] DisputeState? state, [FromQuery] DutySubject? kind,
        [FromQuery] string? subject, [FromQuery] string? words, [FromQuery] string? after)
    {
        var stop = HttpContext.RequestAborted;
        (State, Kind, Subject, Words) =
            (state, kind, TextRule.Blank(subject), TextRule.Blank(words));
        IsFirst = string.IsNullOrEmpty(after);
        MayClaim = (await callers.OfAsync(HttpContext)).MaySomewhere(Permission.DutyClaim);
        List = await lists.PageAsync(
            new DisputeFilter(state, kind, null, Subject, Words), after, Shown, stop);
        Names = await duties.NamesAsync(List.Items.Select(one => one.Topic), stop);
    }
}
