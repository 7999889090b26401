using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Appraisal;

/// <summary>A standing as its form sends it.</summary>
internal sealed record StandingForm(
    string? Unit, string? Status, string? Since, string? Until, string? BasisName,
    string? BasisNumber, string? BasisDay)
{
    /// <summary>Error: a day or a status that is none.</summary>
    public Outcome<StandingInput> Read() =>
        !TypedDay.Read(Since, "since").Try(out var since, out var wrong)
            || !TypedDay.Read(Until, "until").Try(out var until, out wrong)
            || !TypedDay.Read(BasisDay, "basisDay").Try(out var basis, out wrong) ? wrong
        : !Enum.TryParse<StandingStatus>(Status, out var status) || !Enum.IsDefined(status)
            ? new Problem(ProblemCode.UnknownValue, "status", Status ?? "")
        : new StandingInput(
            Unit, status, since.Value, until.Value, BasisName, BasisNumber, basis.Value);
}

/// <summary>Standings of units, above their scores; all staff read, the office records.</summary>
internal sealed class StandingsPage(
    AppraisalLists lists, KeepStandings keep, Callers callers) : PageModel
{
    public const string Here = $"{AppraisalPages.Here}/standings";

    private const int PageOf = 50;

    public Page<UnitStanding> List { get; private set; } = new([], null);

    public bool IsFirst { get; private set; } = true;

    public bool MayKeep { get; private set; }

    public StandingForm Typed { get; private set; } =
        new(null, null, null, null, null, null, null);

    public Problem? Problem { get; private set; }

    public Task OnGetAsync([FromQuery] Guid? after) => ReadAsync(after);

    public async Task<IActionResult> OnPostAsync([FromForm] StandingForm typed)
    {
        Typed = typed;
        Problem = typed.Read().Try(out var input, out var wrong)
            ? (await keep.RecordAsync(
                input, await callers.OfAsync(HttpContext), HttpContext.RequestAborted)).Problem
            : wrong;
        if (Problem is null)
        {
            return LocalRedirect($"{Here}?done=true");
        }

        Response.StatusCode = Problem.Code.HttpStatus();
        await ReadAsync(null);
        return Page();
    }

    private async Task ReadAsync(Guid? after)
    {
        MayKeep = (await callers.OfAsync(HttpContext)).MaySomewhere(Permission.AppraisalKeep);
        IsFirst = after is null;
        List = await lists.StandingsAsync(after, PageOf, HttpContext.RequestAborted);
    }
}
