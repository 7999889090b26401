using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>The proof that somebody answers for everything: counts for each kind of gap, and the
/// gaps with the way to mend them; for all staff.</summary>
internal sealed class CoveragePage(
    ProveCoverage prove, DutyLists lists, EditionLists editions, FindDuties find) : PageModel
{
    private const int Shown = 50;

    private CoverageReport? report;

    public IReadOnlyList<Edition> Editions { get; private set; } = [];

    public string? Edition { get; private set; }

    public DutySubject? Kind { get; private set; }

    public DateOnly Day { get; private set; }

    public CoverageReport Report => report!;

    public Page<CoverageGap> List { get; private set; } = new([], null);

    public SubjectNames Names { get; private set; } = SubjectNames.None;

    public bool IsFirst { get; private set; } = true;

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(
        [FromQuery] string? edition, [FromQuery] DutySubject? kind, [FromQuery] string? day,
        [FromQuery] string? after)
    {
        var stop = HttpContext.RequestAborted;
        (Edition, Kind, IsFirst) =
            (TextRule.Blank(edition), kind, string.IsNullOrEmpty(after));
        Day = TypedDay.Read(day, "day").Try(out var asked, out var fault)
            && asked.Value is { } on ? on : find.Today;
        Problem = fault;
        Editions = (await editions.EditionsAsync(null, EditionLists.PageMax, stop)).Items;
        if (!(await prove.RunAsync(Edition, Day, stop)).Try(out report, out _))
        {
            return NotFound();
        }

        List = report.GapsAfter(kind, after, Shown);
        Names = await lists.NamesAsync(List.Items.Select(gap => gap.Topic), stop);
        return Page();
    }
}
