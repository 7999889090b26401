using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Scores;

/// <summary>An appeal as its form sends it.</summary>
/// <param name="Unit">As addresses name it.</param>
/// <param name="PictureIds">Of pictures taken in with a form that was refused.</param>
internal sealed record AppealForm(
    string? Card, string? Period, string? Unit, string? Node, string? Visit, string? Item,
    string? Claim, string? Evidence, IReadOnlyList<string>? PictureIds = null)
{
    /// <summary>Error: a visit that is no number of one.</summary>
    public Outcome<AppealInput> Read()
    {
        var unit = ScoreWords.Read(Unit);
        Guid? visit = null;
        if (!string.IsNullOrWhiteSpace(Visit))
        {
            if (!Guid.TryParse(Visit, out var id))
            {
                return new Problem(ProblemCode.FieldInvalid, "visit", Visit);
            }

            visit = id;
        }

        return new AppealInput(
            Card, Period, unit?.Kind, unit?.Unit, Node, visit, Item, Claim, Evidence)
        {
            Pictures = PictureIds ?? [],
        };
    }
}

/// <summary>Where a unit contests a score of its own.</summary>
[Needs(Permission.ScoreAppeal)]
internal sealed class AppealNewPage(
    ActOnAppeal act, ScorecardLists cards, PictureUploads uploads, Callers callers) : PageModel
{
    public AppealForm Typed { get; private set; } =
        new(null, null, null, null, null, null, null, null);

    public IReadOnlyList<Scorecard> Cards { get; private set; } = [];

    public Problem? Problem { get; private set; }

    public async Task OnGetAsync([FromQuery] AppealForm typed)
    {
        Typed = typed;
        Cards = await cards.AllAsync(HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostAsync([FromForm] AppealForm typed)
    {
        var stop = HttpContext.RequestAborted;
        var caller = await callers.OfAsync(HttpContext);
        var sent = await uploads.TakeInAsync(Request, caller, typed.PictureIds ?? [], stop);
        typed = typed with { PictureIds = sent.Ids };
        var made = sent.Problem is { } unfit ? unfit
            : typed.Read().Try(out var input, out var wrong)
                ? await act.MakeAsync(input, caller, stop)
            : wrong;
        if (made.Try(out var appeal, out var problem))
        {
            return LocalRedirect($"{AppealsPage.Here}/{appeal.Id}?done=true");
        }

        (Problem, Typed) = (problem, typed);
        Response.StatusCode = problem.Code.HttpStatus();
        Cards = await cards.AllAsync(stop);
        return Page();
    }
}
