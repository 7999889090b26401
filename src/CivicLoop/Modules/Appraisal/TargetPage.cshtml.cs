using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Appraisal;

/// <summary>One target: what was said and found of it, its evidence, and the forms of whoever has
/// something to say.</summary>
internal sealed class TargetPage(
    AppraisalLists lists, AssessTarget assess, CheckTarget check, KeepEvidence keep,
    SetTargets set, WriteAppraisal writes, FileStore files, Callers callers) : PageModel
{
    public TargetView View { get; private set; } = null!;

    public bool MayAssess { get; private set; }

    public bool MayCheck { get; private set; }

    public bool MayJudge { get; private set; }

    public bool MayRemove { get; private set; }

    public string? Number { get; private set; }

    public string? Words { get; private set; }

    public string? Reason { get; private set; }

    public string? State { get; private set; }

    public string? Reference { get; private set; }

    public Problem? Problem { get; private set; }

    private CancellationToken Stop => HttpContext.RequestAborted;

    public async Task<IActionResult> OnGetAsync(int year, string org, string target) =>
        await ReadAsync(year, org, target) is { } refused ? refused : Page();

    public async Task<IActionResult> OnGetFileAsync(
        int year, string org, string target, [FromQuery] int n)
    {
        if (await ReadAsync(year, org, target) is { } refused)
        {
            return refused;
        }

        return (await OpenEvidence.OfAsync(View, n, files, Stop)).Try(out var opened, out _)
            ? File(opened.Content, opened.ContentType, opened.Name)
            : NotFound();
    }

    public Task<IActionResult> OnPostAssessAsync(
        int year, string org, string target, [FromForm] string? reached,
        [FromForm] string? words, [FromForm] string? reason)
    {
        (Number, Words, Reason) = (reached, words, reason);
        return DoAsync(year, org, target, async caller =>
            AppraisalWords.TryRead(reached, "reached", out var milli, out var wrong)
                ? (await assess.ClaimAsync(
                    year, org, target, new TargetClaim(milli, words, reason), caller, Stop))
                    .Problem
                : wrong);
    }

    public Task<IActionResult> OnPostJudgeAsync(
        int year, string org, string target, [FromForm] string? judged,
        [FromForm] string? words)
    {
        (Number, Words) = (judged, words);
        return DoAsync(year, org, target, async caller =>
            AppraisalWords.TryRead(judged, "judged", out var milli, out var wrong)
                ? (await assess.JudgeAsync(year, org, target, milli, words, caller, Stop))
                    .Problem
                : wrong);
    }

    public Task<IActionResult> OnPostCheckAsync(
        int year, string org, string target, [FromForm] CheckState? state,
        [FromForm] string? words)
    {
        (State, Words) = ($"{state}", words);
        return DoAsync(year, org, target, async caller =>
            (await check.RunAsync(year, org, target, state, words, caller, Stop)).Problem);
    }

    public Task<IActionResult> OnPostNameAsync(
        int year, string org, string target, [FromForm] string? reference)
    {
        Reference = reference;
        return DoAsync(year, org, target, async caller =>
            (await keep.NameAsync(year, org, target, reference, caller, Stop)).Problem);
    }

    public Task<IActionResult> OnPostAddAsync(
        int year, string org, string target, IFormFile? files) =>
        DoAsync(year, org, target, async caller =>
            (await keep.AddAsync(year, org, target, files, caller, Stop)).Problem);

    public Task<IActionResult> OnPostTakeOffFileAsync(
        int year, string org, string target, [FromForm] int n) =>
        DoAsync(year, org, target, async caller =>
            (await keep.TakeOffFileAsync(year, org, target, n, caller, Stop)).Problem);

    public Task<IActionResult> OnPostTakeOffReferenceAsync(
        int year, string org, string target, [FromForm] int n) =>
        DoAsync(year, org, target, async caller =>
            (await keep.TakeOffReferenceAsync(year, org, target, n, caller, Stop)).Problem);

    public async Task<IActionResult> OnPostRemoveAsync(int year, string org, string target)
    {
        Problem = (await set.RemoveAsync(
            year, org, target, await callers.OfAsync(HttpContext), Stop)).Problem;
        return Problem is null
            ? LocalRedirect($"{AppraisalPages.Year(year)}?done=true")
            : await AgainAsync(year, org, target);
    }

    private async Task<IActionResult> DoAsync(
        int year, string org, string target, Func<Caller, Task<Problem?>> act)
    {
        Problem = await act(await callers.OfAsync(HttpContext));
        return Problem is null
            ? LocalRedirect($"{AppraisalPages.Target(year, org, target)}?done=true")
            : await AgainAsync(year, org, target);
    }

    private async Task<IActionResult> AgainAsync(int year, string org, string target)
    {
        Response.StatusCode = Problem!.Code.HttpStatus();
        return await ReadAsync(year, org, target) is { } refused ? refused : Page();
    }

    private async Task<IActionResult?> ReadAsync(int year, string org, string target)
    {
        var caller = await callers.OfAsync(HttpContext);
        if (!(await lists.TargetAsync(year, org, target, writes.Today, Stop))
            .Try(out var view, out _))
        {
            return NotFound();
        }

        if (AppraisalLists.Refuse(caller, view.Sheet.Year, org) is not null)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        View = view;
        var found = view.Sheet.Year;
        var keeps = caller.MaySomewhere(Permission.AppraisalKeep)
            && caller.OrganizationCode != org;
        MayRemove = keeps && found.State == AppraisalState.Draft;
        if (view.Sheet.Sheet is { } sheet && found.State == AppraisalState.Issued)
        {
            MayAssess = sheet.State == SheetState.Open && writes.Today <= found.SelfDay
                && caller.OrganizationCode == org
                && caller.MaySomewhere(Permission.AppraisalWork);
            var judges = AssessTarget.MayJudge(found, sheet, writes.Today);
            MayJudge = keeps && judges
                && view.Line.Target.Kind == TargetKind.Deliverable;
            // One form at a time: once it is judged there is nothing to check.
            MayCheck = keeps && !judges && sheet.State == SheetState.Open;
        }

        return null;
    }
}
