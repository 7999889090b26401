using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Scores;

/// <summary>All scorecards, and the form for a new one; for all staff to read.</summary>
internal sealed class ScorecardsPage(
    ScorecardLists lists, KeepScorecards keep, EditionLists editions, Callers callers)
    : PageModel
{
    public const string Here = "/console/scorecards";

    public IReadOnlyList<Scorecard> Cards { get; private set; } = [];

    public IReadOnlyList<Edition> Editions { get; private set; } = [];

    public NewScorecard Typed { get; private set; } = new(null, null, null, null, null);

    public bool MayEdit { get; private set; }

    public Problem? Problem { get; private set; }

    public Task OnGetAsync() => ReadAsync();

    public async Task<IActionResult> OnPostAsync([FromForm] NewScorecard typed)
    {
        var made = await keep.MakeAsync(
            typed, await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        if (made.Try(out var card, out var problem))
        {
            return LocalRedirect($"{Here}/{card.Code}?done=true");
        }

        (Problem, Typed) = (problem, typed);
        Response.StatusCode = problem.Code.HttpStatus();
        await ReadAsync();
        return Page();
    }

    private async Task ReadAsync()
    {
        var stop = HttpContext.RequestAborted;
        MayEdit = (await callers.OfAsync(HttpContext)).MaySomewhere(Permission.ScorecardEdit);
        Cards = await lists.AllAsync(stop);
        Editions = MayEdit
            ? (await editions.EditionsAsync(null, EditionLists.PageMax, stop)).Items
            : [];
    }
}
