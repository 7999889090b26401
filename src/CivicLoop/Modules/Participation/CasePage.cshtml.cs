using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Participation;

/// <summary>One case as a resident sees it, and what its reporter may still do.</summary>
[IgnoreAntiforgeryToken]
internal sealed class CasePageModel(
    ShowCase show, ActOnCase act, JoinCase join, CityHolder city, TimeProvider time) : PageModel
{
    [BindProperty(Name = "description")]
    public string? Description { get; set; }

    [BindProperty(Name = "reason")]
    public string? Reason { get; set; }

    [BindProperty(Name = "email")]
    public string? Email { get; set; }

    [BindProperty(Name = "phone")]
    public string? Phone { get; set; }

    [BindProperty(Name = "confirm")]
    public bool Confirm { get; set; }

    /// <summary>Null where there is no such case, or none this person may know of.</summary>
    public CaseFile? Shown { get; private set; }

    /// <summary>True for the browser that holds the reporter's secret.</summary>
    public bool IsOwn { get; private set; }

    /// <summary>True where the address brought a secret that opens nothing here.</summary>
    public bool IsLinkBroken { get; private set; }

    public bool IsExpired { get; private set; }

    /// <summary>The reporter's link, on the first page after the report only.</summary>
    public string? OwnLink { get; private set; }

    /// <summary>What was just done, as the address says it.</summary>
    public string? Done { get; private set; }

    public Problem? Problem { get; private set; }

    /// <summary>The form the problem belongs to.</summary>
    public string? ProblemAt { get; private set; }

    public Case Row => Shown!.Case;

    public CityModel City => city.Current;

    public bool HasJoined => CaseKeys.HasJoined(Request);

    public bool MayJoin => !IsOwn && !HasJoined && May(CaseCommand.Join);

    public bool MayEdit => IsOwn && May(CaseCommand.Edit);

    public bool MayWithdraw => IsOwn && May(CaseCommand.Withdraw);

    public bool MayErase => IsOwn && May(CaseCommand.Erase);

    /// <summary>The question whether it is fixed waits for its answer.</summary>
    public bool IsAsked => IsOwn && May(CaseCommand.DenyFixed) && Row.ReporterSatisfied is null
        && Row.ClosedAt is { } closed
        && time.GetUtcNow() <= closed.AddDays(CaseRules.AnswerDays);

    public async Task<IActionResult> OnGetAsync(
        string number, string? secret, string? done, CancellationToken stop)
    {
        if (!string.IsNullOrWhiteSpace(secret))
        {
            if (await show.IsReporterAsync(number, secret, stop))
            {
                CaseKeys.KeepSecret(HttpContext, number, secret.Trim());
                return Redirect(CaseKeys.Address(number));
            }

            IsLinkBroken = true;
        }

        if (!await LoadAsync(number, stop))
        {
            if (!IsLinkBroken)
            {
                return NotFound();
            }

            Response.StatusCode = StatusCodes.Status404NotFound;
            return Page();
        }

        Done = done;
        Description = Row.Description;
        OwnLink = IsOwn && CaseKeys.TakeNew(HttpContext, number)
            ? $"{Request.Scheme}://{Request.Host}{CaseKeys.Address(number)}"
                + $"?secret={CaseKeys.Secret(Request)}"
            : null;
        return Page();
    }

    public async Task<IActionResult> OnPostJoinAsync(string number, CancellationToken stop)
    {
        if (!await ReadyAsync(number, "join", stop))
        {
            return Answer();
        }

        var contact = new ContactInput { Email = Email, Phone = Phone };
        var joined = await join.RunAsync(Row.Id, contact, Caller.Resident, stop);
        if (joined.Problem is { } problem)
        {
            Problem = problem;
            return Page();
        }

        CaseKeys.KeepJoined(HttpContext, number);
        return Redirect($"{CaseKeys.Address(number)}?done=join");
    }

    public Task<IActionResult> OnPostEditAsync(string number, CancellationToken stop) =>
        ActAsync(number, "edit", CaseCommand.Edit, Description, needsConfirming: false, stop);

    public Task<IActionResult> OnPostWithdrawAsync(string number, CancellationToken stop) =>
        ActAsync(number, "withdraw", CaseCommand.Withdraw, Reason, needsConfirming: true, stop);

    public Task<IActionResult> OnPostEraseAsync(string number, CancellationToken stop) =>
        ActAsync(number, "erase", CaseCommand.Erase, words: null, needsConfirming: true, stop);

    public Task<IActionResult> OnPostFixedAsync(string number, CancellationToken stop) =>
        ActAsync(
            number, "fixed", CaseCommand.ConfirmFixed, words: null, needsConfirming: false, stop);

    public Task<IActionResult> OnPostNotFixedAsync(string number, CancellationToken stop) =>
        ActAsync(number, "notfixed", CaseCommand.DenyFixed, Reason, needsConfirming: false, stop);

    private async Task<IActionResult> ActAsync(
        string number, string form, CaseCommand command, string? words, bool needsConfirming,
        CancellationToken stop)
    {
        if (!await ReadyAsync(number, form, stop))
        {
            return Answer();
        }

        if (!IsOwn)
        {
            Problem = new Problem(ProblemCode.NotPermitted, null, command);
            return Page();
        }

        if (needsConfirming && !Confirm)
        {
            Problem = new Problem(ProblemCode.FieldRequired, "confirm");
            return Page();
        }

        var done = await act.RunAsync(
            Row.Id, command, new ActInput { Words = words }, Caller.Reporter, stop);
        if (done.Problem is { } problem)
        {
            // The workflow calls what was said "text" or "words"; on this form it has its own name.
            var field = problem.Field is not ("text" or "words") ? problem.Field
                : command == CaseCommand.Edit ? "description"
                : "reason";
            Problem = problem with { Field = field };
            return Page();
        }

        return Redirect($"{CaseKeys.Address(number)}?done={form}");
    }

    private async Task<bool> ReadyAsync(string number, string form, CancellationToken stop)
    {
        ProblemAt = form;
        if (!await LoadAsync(number, stop))
        {
            return false;
        }

        Description ??= form == "edit" ? null : Row.Description;
        IsExpired = !await FreshForms.IsFreshAsync(HttpContext);
        return !IsExpired;
    }

    private IActionResult Answer() => Shown is null ? NotFound() : Page();

    private async Task<bool> LoadAsync(string number, CancellationToken stop)
    {
        var secret = CaseKeys.Secret(Request);
        var found = await show.ForPublicAsync(number, secret, stop);
        if (!found.Try(out var file, out _))
        {
            return false;
        }

        Shown = file;
        IsOwn = await show.IsReporterAsync(file.Case.Id, secret, stop);
        return true;
    }

    /// <summary>The reporter's secret, where the page was opened by it.</summary>
    public string? Secret => IsOwn ? CaseKeys.Secret(Request) : null;

    private bool May(CaseCommand command) => CaseWorkflow.Find(Row.State, command) is not null;
}
