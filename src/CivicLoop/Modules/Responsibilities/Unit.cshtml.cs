using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>All a unit answers for; for all staff, who begin at their own.</summary>
internal sealed class UnitPage(
    DutyLists lists, FindDuties find, CityHolder city, Callers callers) : PageModel
{
    private const int Shown = 50;

    public Organization? Unit { get; private set; }

    public string? Asked { get; private set; }

    /// <summary>Of one kind of subjects only; null for all.</summary>
    public DutySubject? Kind { get; private set; }

    public IReadOnlyList<DutyCount> Counts { get; private set; } = [];

    public Page<DutyRecord> List { get; private set; } = new([], null);

    public SubjectNames Names { get; private set; } = SubjectNames.None;

    public bool IsFirst { get; private set; } = true;

    public Problem? Problem { get; private set; }

    public async Task OnGetAsync(
        [FromQuery] string? org, [FromQuery] DutySubject? kind, [FromQuery] string? after)
    {
        var stop = HttpContext.RequestAborted;
        Asked = TextRule.Blank(org) ?? (await callers.OfAsync(HttpContext)).OrganizationCode;
        Unit = city.Current.Organizations.Meant(Asked);
        (Kind, IsFirst) = (kind, string.IsNullOrEmpty(after));
        if (Unit is null)
        {
            Problem = new Problem(ProblemCode.UnitNotKnown, "org", Asked ?? "");
            Response.StatusCode = Problem.Code.HttpStatus();
            return;
        }

        Counts = await lists.CountsAsync(Unit.Code, find.Today, stop);
        List = await lists.PageAsync(
            new DutyFilter(Kind: kind, Holder: Unit.Code, Day: find.Today), after, Shown, stop);
        Names = await lists.NamesAsync(List.Items.Select(one => one.Topic), stop);
    }
}
