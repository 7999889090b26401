using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Appraisal;

/// <summary>The appraisal of a year: how far its units are, and the office's next steps; who may
/// not read all sheets sees its own.</summary>
internal sealed class YearPage(
    AppraisalLists lists, OpenAppraisal open, CheckTarget check, FixAppraisal fix,
    Callers callers) : PageModel
{
    private const int PageOf = 50;

    public AppraisalYear Year { get; private set; } = null!;

    public Page<UnitProgress> Units { get; private set; } = new([], null);

    public bool IsFirst { get; private set; } = true;

    public bool MayKeep { get; private set; }

    public bool MaySeeAll { get; private set; }

    /// <summary>True where a list was fixed before, so that the next needs a reason.</summary>
    public bool IsAgain { get; private set; }

    public string? Reason { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(int year, [FromQuery] string? after) =>
        await ReadAsync(year, after) ? Page() : NotFound();

    public Task<IActionResult> OnPostIssueAsync(int year) =>
        DoAsync(year, async (caller, stop) => (await open.IssueAsync(year, caller, stop)).Problem);

    public Task<IActionResult> OnPostLookAsync(int year) =>
        DoAsync(year, async (caller, stop) => (await check.LookAsync(year, caller, stop)).Problem);

    public Task<IActionResult> OnPostFixAsync(int year, [FromForm] string? reason)
    {
        Reason = reason;
        return DoAsync(
            year,
            async (caller, stop) => (await fix.FixAsync(year, reason, caller, stop)).Problem);
    }

    public Task<IActionResult> OnPostReopenAsync(int year, [FromForm] string? reason)
    {
        Reason = reason;
        return DoAsync(
            year,
            async (caller, stop) => (await fix.ReopenAsync(year, reason, caller, stop)).Problem);
    }

    private async Task<IActionResult> DoAsync(
        int year, Func<Caller, CancellationToken, Task<Problem?>> act)
    {
        Problem = await act(await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        if (Problem is null)
        {
            return LocalRedirect($"{AppraisalPages.Year(year)}?done=true");
        }

        Response.StatusCode = Problem.Code.HttpStatus();
        return await ReadAsync(year, null) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(int year, string? after)
    {
        var stop = HttpContext.RequestAborted;
        var caller = await callers.OfAsync(HttpContext);
        if (!(await lists.FindAsync(year, stop)).Try(out var found, out _))
        {
            return false;
        }

        Year = found;
        MayKeep = caller.MaySomewhere(Permission.AppraisalKeep);
        MaySeeAll = AppraisalLists.Refuse(caller, found, "") is null;
        IsFirst = string.IsNullOrEmpty(after);
        IsAgain = (await lists.ListAsync(year, null, stop)).Problem is null;
        Units = await lists.UnitsAsync(
            found, MaySeeAll ? null : caller.OrganizationCode ?? "", after, PageOf, stop);
        return true;
    }
}
