using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Appraisal;

/// <summary>One deduction or commendation with its answer and ruling.</summary>
internal sealed class EntryPage(
    AppraisalLists lists, KeepEntries keep, WriteAppraisal writes, Callers callers) : PageModel
{
    public const string Here = $"{AppraisalPages.Here}/entries";

    public AppraisalYear Year { get; private set; } = null!;

    public AppraisalEntry Entry { get; private set; } = null!;

    public bool MayAnswer { get; private set; }

    public bool MayRule { get; private set; }

    /// <summary>Whether keeping is open to who rules; withdrawing is before, too.</summary>
    public bool MayKeep { get; private set; }

    public string? Words { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid entry) =>
        await ReadAsync(entry) is { } refused ? refused : Page();

    public Task<IActionResult> OnPostAnswerAsync(Guid entry, [FromForm] string? answer) =>
        DoAsync(entry, answer, (caller, stop) => keep.AnswerAsync(entry, answer, caller, stop));

    public Task<IActionResult> OnPostRuleAsync(
        Guid entry, [FromForm] bool kept, [FromForm] string? ruling) =>
        DoAsync(
            entry, ruling, (caller, stop) => keep.RuleAsync(entry, kept, ruling, caller, stop));

    private async Task<IActionResult> DoAsync(
        Guid entry, string? words,
        Func<Caller, CancellationToken, Task<Outcome<AppraisalEntry>>> act)
    {
        Words = words;
        Problem = (await act(
            await callers.OfAsync(HttpContext), HttpContext.RequestAborted)).Problem;
        if (Problem is null)
        {
            return LocalRedirect($"{Here}/{entry}?done=true");
        }

        Response.StatusCode = Problem.Code.HttpStatus();
        return await ReadAsync(entry) is { } refused ? refused : Page();
    }

    private async Task<IActionResult?> ReadAsync(Guid id)
    {
        var caller = await callers.OfAsync(HttpContext);
        if (await lists.EntryAsync(id, HttpContext.RequestAborted) is not var (year, entry))
        {
            return NotFound();
        }

        if (AppraisalLists.Refuse(caller, year, entry.UnitCode) is not null)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        (Year, Entry) = (year, entry);
        var isOpen = year.State == AppraisalState.Issued;
        var isOwn = caller.OrganizationCode == entry.UnitCode;
        MayAnswer = isOpen && isOwn && entry.State == EntryState.Open
            && writes.Today <= entry.AnswerDay
            && caller.MaySomewhere(Permission.AppraisalWork);
        MayRule = isOpen && !isOwn && entry.State != EntryState.Withdrawn
            && caller.MaySomewhere(Permission.AppraisalKeep);
        MayKeep = entry.State == EntryState.Answered
            || (entry.State == EntryState.Open && writes.Today > entry.AnswerDay);
        return null;
    }
}
