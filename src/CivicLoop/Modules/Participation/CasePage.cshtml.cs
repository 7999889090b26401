using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Participation;

/// <summary>One case as a resident sees it, and what its reporter may still do.</summary>
[IgnoreAntiforgeryToken]
internal sealed partial class CasePageModel(
    ShowCase show, ActOnCase act, JoinCase join, ContactProofs proofs, PictureUploads uploads,
    ReportRate rate, Callers callers, CityHolder city, TimeProvider time) : PageModel
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

    /// <summary>Who follows the case in this browser; null where nobody does.</summary>
    public CaseRecipient? Follower { get; private set; }

    /// <summary>How far the e-mail of reporter or follower is.</summary>
    public ContactState Contact { get; private set; }

    /// <summary>A demonstration city sends nothing: the link its letter would carry.</summary>
    public string? ShownProof { get; private set; }

    /// <summary>Ends the letters; null where none are sent.</summary>
    public string? EndLetters { get; private set; }

    public bool HasJoined => Follower is not null || CaseKeys.HasJoined(Request);

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

            if (await FollowsAsync(number, secret, stop))
            {
                CaseKeys.KeepFollower(HttpContext, number, secret.Trim());
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
        ReadPlace();
        OwnLink = IsOwn && CaseKeys.TakeNew(HttpContext, number)
            ? $"{Request.Scheme}://{Request.Host}{CaseKeys.Address(number)}"
                + $"?secret={CaseKeys.Secret(Request)}"
            : null;
        return Page();
    }

    private async Task<bool> ReadyAsync(string number, string form, CancellationToken stop)
    {
        ProblemAt = form;
        if (!await LoadAsync(number, stop))
        {
            return false;
        }

        if (form != "edit")
        {
            Description ??= Row.Description;
            ReadPlace();
        }

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
        Follower = IsOwn
            ? null
            : await show.FollowerAsync(file.Case.Id, CaseKeys.Follower(Request), stop);
        await ReadContactAsync(stop);
        return true;
    }

    private async Task<bool> FollowsAsync(string number, string secret, CancellationToken stop) =>
        (await show.ForPublicAsync(number, secret: null, stop)).Try(out var file, out _)
        && await show.FollowerAsync(file.Case.Id, secret, stop) is not null;

    private async Task ReadContactAsync(CancellationToken stop)
    {
        var recipient = IsOwn ? new CaseRecipient(Row.Id, null) : Follower;
        if (recipient is null)
        {
            return;
        }

        Contact = await proofs.StateAsync(recipient, stop);
        ShownProof = Contact == ContactState.Asked && City.Identity.Demonstration
            ? proofs.ProofAddress(Row.Number, recipient)
            : null;
        EndLetters = Contact == ContactState.None
            ? null
            : proofs.EndAddress(Row.Number, recipient);
    }

    /// <summary>The reporter's secret, where the page was opened by it.</summary>
    public string? Secret => IsOwn ? CaseKeys.Secret(Request) : null;

    private bool May(CaseCommand command) => CaseWorkflow.Find(Row.State, command) is not null;
}
