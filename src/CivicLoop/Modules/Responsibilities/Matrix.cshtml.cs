using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Tables;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>How a cell of the matrix stands, the worst first.</summary>
internal enum CellState
{
    NoLead,
    NoTerritory,
    Double,
    Overload,
    Answered,
}

/// <summary>The matrix criterion × district: gaps, doubles and overload, each cell open to its
/// rule; for all staff.</summary>
internal sealed class MatrixPageModel(
    DutyLists lists, KeepDuties keep, EditionLists editions, FindDuties find,
    ProveCoverage coverage, Callers callers)
    : PageModel
{
    private const int RowsShown = 20;

    public IReadOnlyList<Edition> Editions { get; private set; } = [];

    /// <summary>Null where the city has no edition yet.</summary>
    public MatrixPage? Matrix { get; private set; }

    public IReadOnlyList<Area> Districts => coverage.Districts;

    public DateOnly Day { get; private set; }

    public MatrixShow Show { get; private set; }

    public bool IsFirst { get; private set; } = true;

    public bool MayEdit { get; private set; }

    public string? TypedLeads { get; private set; }

    public Problem? Problem { get; private set; }

    public Task<IActionResult> OnGetAsync(
        [FromQuery] string? edition, [FromQuery] string? show, [FromQuery] string? day,
        [FromQuery] string? after) => ReadAsync(edition, show, day, after);

    /// <summary>All duties that hold today or will, as the table that can be sent again.</summary>
    public async Task<IActionResult> OnGetFileAsync()
    {
        var rows = new List<IReadOnlyList<object?>>();
        await foreach (var duty in lists.AllAsync(new DutyFilter(), HttpContext.RequestAborted))
        {
            if (duty.ToDay is not { } end || end >= find.Today)
            {
                rows.Add(DutySheet.Row(duty));
            }
        }

        return File(
            SheetFile.Write(DutySheet.Columns, rows), SheetFile.ContentType, "duties.xlsx");
    }

    public async Task<IActionResult> OnPostLimitAsync(
        [FromForm] string? leads, [FromForm] string? edition)
    {
        TypedLeads = leads;
        var caller = await callers.OfAsync(HttpContext);
        if (!caller.MaySomewhere(Permission.DutyEdit))
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Problem = (await keep.LimitAsync(
            int.TryParse(leads, out var value) ? value : null, caller.Actor,
            HttpContext.RequestAborted)).Problem;
        if (Problem is null)
        {
            return LocalRedirect(
                $"/console/responsibility?edition={Uri.EscapeDataString(edition ?? "")}&done=true");
        }

        Response.StatusCode = Problem.Code.HttpStatus();
        return await ReadAsync(edition, show: null, day: null, after: null);
    }

    public CellState StateOf(DutyAnswer cell) =>
        cell.LacksLead ? CellState.NoLead
        : cell.LacksTerritory ? CellState.NoTerritory
        : cell.IsDouble ? CellState.Double
        : cell.Leads.Any(lead => Matrix!.Book.LeadsOf(lead.HolderCode) > Matrix.LeadsMax)
            ? CellState.Overload
        : CellState.Answered;

    private async Task<IActionResult> ReadAsync(
        string? edition, string? show, string? day, string? after)
    {
        var stop = HttpContext.RequestAborted;
        MayEdit = (await callers.OfAsync(HttpContext)).MaySomewhere(Permission.DutyEdit);
        Editions = (await editions.EditionsAsync(null, EditionLists.PageMax, stop)).Items;
        Day = TypedDay.Read(day, "day").Try(out var asked, out var fault)
            && asked.Value is { } on ? on : find.Today;
        Problem ??= fault;
        Show = Enum.TryParse<MatrixShow>(show, out var known) ? known : MatrixShow.All;
        IsFirst = string.IsNullOrEmpty(after);
        var code = TextRule.Blank(edition)
            ?? EditionTimes.HoldingOn(Editions, EditionSubject.City, Day)?.Code
            ?? (Editions.Count > 0 ? Editions[0].Code : null);
        if (code is null)
        {
            return Page();
        }

        if (!(await lists.MatrixAsync(code, Show, Day, after, RowsShown, stop))
            .Try(out var matrix, out _))
        {
            return NotFound();
        }

        Matrix = matrix;
        return Page();
    }
}
