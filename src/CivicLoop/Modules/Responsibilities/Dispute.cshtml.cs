using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>What the forms of a dispute send.</summary>
internal sealed record DisputeInput
{
    public string? Holder { get; init; }

    public string? Text { get; init; }

    public string? Reason { get; init; }

    public string? BasisName { get; init; }

    public string? BasisNumber { get; init; }

    public string? From { get; init; }
}

/// <summary>One dispute: claim, counter-claim, ruling; the forms of whoever comes next; for all
/// staff.</summary>
internal sealed class DisputePage(
    DisputeLists lists, ActOnDispute act, DutyLists duties, FindDuties find,
    CityDatabase database, Callers callers)
    : PageModel
{
    private const int PrecedentsShown = 5;

    public DutyDispute Dispute { get; private set; } = null!;

    public SubjectNames Names { get; private set; } = SubjectNames.None;

    /// <summary>Who answers at present.</summary>
    public DutyAnswer Answer { get; private set; } = null!;

    public IReadOnlyList<DutyDispute> Precedents { get; private set; } = [];

    public bool MayCounter { get; private set; }

    public bool MayWithdraw { get; private set; }

    public bool MayRule { get; private set; }

    public DisputeInput Typed { get; private set; } = new();

    /// <summary>The form a problem is about.</summary>
    public string? Form { get; private set; }

    public DateOnly Today => find.Today;

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery] Guid? id)
    {
        Typed = new DisputeInput { From = TypedDay.Show(find.Today) };
        return id is not { } known ? LocalRedirect("/console/responsibility/disputes")
            : await ReadAsync(known) ? Page()
            : NotFound();
    }

    public Task<IActionResult> OnPostCounterAsync(
        [FromQuery] Guid id, [FromForm] DisputeInput typed) =>
        ActAsync(id, typed, "counter", caller => act.CounterAsync(
            id, typed.Holder, typed.Text, caller, HttpContext.RequestAborted));

    public Task<IActionResult> OnPostWithdrawAsync([FromQuery] Guid id) =>
        ActAsync(id, new DisputeInput(), "withdraw", caller => act.WithdrawAsync(
            id, caller, HttpContext.RequestAborted));

    public Task<IActionResult> OnPostRuleAsync(
        [FromQuery] Guid id, [FromForm] DisputeInput typed) =>
        ActAsync(id, typed, "rule", caller => act.RuleAsync(
            id,
            new RulingInput(
                typed.Holder, typed.Reason, typed.BasisName, typed.BasisNumber, typed.From),
            caller, HttpContext.RequestAborted));

    /// <summary>The problem as far as it is one of a form.</summary>
    public Problem? ProblemOf(string form) => Form == form ? Problem : null;

    private async Task<IActionResult> ActAsync(
        Guid id, DisputeInput typed, string form,
        Func<Caller, Task<Outcome<DutyDispute>>> run)
    {
        (Typed, Form) = (typed, form);
        Problem = (await run(await callers.OfAsync(HttpContext))).Problem;
        if (Problem is null)
        {
            return LocalRedirect($"/console/responsibility/dispute?id={id}&done=true");
        }

        Response.StatusCode = Problem.Code.HttpStatus();
        return await ReadAsync(id) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(Guid id)
    {
        var stop = HttpContext.RequestAborted;
        if (await lists.FindAsync(id, stop) is not { } dispute)
        {
            return false;
        }

        Dispute = dispute;
        Names = await duties.NamesAsync([dispute.Topic], stop);
        Answer = await find.AnswerAsync(dispute.Topic, dispute.AreaCode, find.Today, stop);
        Precedents =
        [
            .. (await lists.PageAsync(
                new DisputeFilter(
                    DisputeState.Ruled, dispute.SubjectKind, dispute.EditionCode,
                    dispute.SubjectCode),
                null, PrecedentsShown + 1, stop)).Items
                .Where(one => one.Id != id).Take(PrecedentsShown),
        ];
        var caller = await callers.OfAsync(HttpContext);
        if (caller.OrganizationCode is { } own)
        {
            await using var context = database.OpenContext();
            var present = await act.PresentAsync(context, dispute, stop);
            var mayClaim = caller.MaySomewhere(Permission.DutyClaim);
            MayCounter = mayClaim && dispute.State == DisputeState.Claimed
                && DisputeRules.MayCounter(dispute, own, present);
            MayWithdraw = mayClaim && dispute.IsOpen && dispute.ClaimOrg == own;
            MayRule = dispute.IsOpen && caller.MaySomewhere(Permission.DisputeRule);
        }

        return true;
    }
}
