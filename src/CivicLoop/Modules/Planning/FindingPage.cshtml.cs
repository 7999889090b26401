using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Planning;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Materials.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Planning;

/// <summary>One finding: what lies where it may not, and for who decides the ways to end it.
/// </summary>
internal sealed class FindingPage(
    FindingLists lists, DecideFinding decide, FileStore files, CityHolder city, Callers callers)
    : PageModel
{
    public const string Here = "/console/planning/finding";

    public FindingRow Row { get; private set; } = null!;

    public DecisionInput Typed { get; private set; } = new();

    /// <summary>Classes a case can be opened with.</summary>
    public IEnumerable<CaseClass> Classes => city.Current.Catalogue.All.Where(one => one.IsActive);

    public string? Class { get; private set; }

    public bool MayDecide { get; private set; }

    public bool MayOpenCase { get; private set; }

    /// <summary>The form a problem is about.</summary>
    public string? Form { get; private set; }

    public Problem? Problem { get; private set; }

    /// <summary>The problem as far as it is one of a form.</summary>
    public Problem? ProblemOf(string form) => Form == form ? Problem : null;

    public async Task<IActionResult> OnGetAsync([FromQuery] Guid? id) =>
        id is not { } known ? LocalRedirect(PlanningPage.Here)
        : await ReadAsync(known) ? Page()
        : NotFound();

    public async Task<IActionResult> OnGetDocumentAsync([FromQuery] Guid id)
    {
        var stop = HttpContext.RequestAborted;
        var finding = (await lists.FindAsync(id, stop))?.Finding;
        return finding?.DocumentSha256 is { } hash
            && await files.OpenAsync(TakeInFile.Key(hash), stop) is { } content
                ? File(content, "application/octet-stream", finding.DocumentFile)
                : NotFound();
    }

    public async Task<IActionResult> OnPostExceptAsync([FromQuery] Guid id)
    {
        var stop = HttpContext.RequestAborted;
        Typed = await PlanningApi.ReadAsync(Request, stop);
        return await AnswerAsync(id, "except", await decide.ExceptAsync(
            id, Typed, await callers.OfAsync(HttpContext), stop));
    }

    public async Task<IActionResult> OnPostSettleAsync(
        [FromQuery] Guid id, [FromForm] string? reason)
    {
        Typed = new DecisionInput { Reason = reason };
        return await AnswerAsync(id, "settle", await decide.SettleAsync(
            id, reason, await callers.OfAsync(HttpContext), HttpContext.RequestAborted));
    }

    public async Task<IActionResult> OnPostCaseAsync(
        [FromQuery] Guid id, [FromForm(Name = "class")] string? classCode)
    {
        Class = classCode;
        return await AnswerAsync(id, "case", await decide.OpenCaseAsync(
            id, classCode, await callers.OfAsync(HttpContext), HttpContext.RequestAborted));
    }

    private async Task<IActionResult> AnswerAsync(
        Guid id, string form, Outcome<PlanningFinding> outcome)
    {
        if (outcome.Problem is not { } problem)
        {
            return LocalRedirect($"{Here}?id={id}&done=true");
        }

        (Problem, Form) = (problem, form);
        Response.StatusCode = problem.Code.HttpStatus();
        return await ReadAsync(id) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(Guid id)
    {
        if (await lists.FindAsync(id, HttpContext.RequestAborted) is not { } row)
        {
            return false;
        }

        Row = row;
        var caller = await callers.OfAsync(HttpContext);
        var isOpen = row.Finding.State == FindingState.Open;
        MayDecide = isOpen && caller.MaySomewhere(Permission.PlanningDecide)
            && row.Finding.EnteredOrg != caller.OrganizationCode;
        MayOpenCase = MayDecide && row.Use is not null && row.Finding.CaseNumber is null
            && caller.MaySomewhere(Permission.CaseReport);
        return true;
    }
}
