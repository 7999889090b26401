using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Scores;

/// <summary>One appeal and its ruling; for all staff, and the form for another body.</summary>
internal sealed class AppealPage(AppealLists lists, ActOnAppeal act, Callers callers) : PageModel
{
    public AppealView Shown { get; private set; } = null!;

    public bool MayRule { get; private set; }

    public bool MayWithdraw { get; private set; }

    public string? Ruling { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid appeal) =>
        await ReadAsync(appeal) ? Page() : NotFound();

    public Task<IActionResult> OnPostAsync(
        Guid appeal, [FromForm] string? ruling, [FromForm] string? verdict)
    {
        Ruling = ruling;
        return DoAsync(appeal, (caller, stop) => act.RuleAsync(
            appeal, verdict == $"{AppealState.Upheld}", ruling, caller, stop));
    }

    public Task<IActionResult> OnPostWithdrawAsync(Guid appeal) =>
        DoAsync(appeal, (caller, stop) => act.WithdrawAsync(appeal, caller, stop));

    private async Task<IActionResult> DoAsync(
        Guid appeal, Func<Caller, CancellationToken, Task<Outcome<ScoreAppeal>>> decide)
    {
        Problem = (await decide(
            await callers.OfAsync(HttpContext), HttpContext.RequestAborted)).Problem;
        if (Problem is null)
        {
            return LocalRedirect($"{AppealsPage.Here}/{appeal}?done=true");
        }

        Response.StatusCode = Problem.Code.HttpStatus();
        return await ReadAsync(appeal) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(Guid appeal)
    {
        var caller = await callers.OfAsync(HttpContext);
        if (!(await lists.FindAsync(appeal, HttpContext.RequestAborted)).Try(out var shown, out _))
        {
            return false;
        }

        Shown = shown;
        var isOpen = shown.Appeal.State == AppealState.Open;
        MayRule = isOpen && caller.MaySomewhere(Permission.ScoreRule)
            && shown.Appeal.MadeOrg != caller.OrganizationCode;
        MayWithdraw = isOpen && shown.Appeal.MadeOrg == caller.OrganizationCode;
        return true;
    }
}
