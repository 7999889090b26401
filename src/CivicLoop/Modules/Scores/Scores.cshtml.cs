using CivicLoop.Domain.Scores;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Scores;

/// <summary>Scorecards and the periods published by each; for all staff.</summary>
internal sealed class ScoresPage(
    ScorecardLists cards, ScoreLists lists, PublishScores publish, EditionLists editions,
    Callers callers) : PageModel
{
    public const string Here = "/console/scores";

    private const int Shown = 24;

    public IReadOnlyList<Scorecard> Cards { get; private set; } = [];

    public Scorecard? Card { get; private set; }

    public Page<Publication> List { get; private set; } = new([], null);

    public bool IsFirst { get; private set; } = true;

    public bool MayPublish { get; private set; }

    public bool MayEdit { get; private set; }

    public string Period { get; private set; } = "";

    public string? Reason { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task OnGetAsync([FromQuery] string? card, [FromQuery] string? after)
    {
        Period = $"{ScorePeriod.MonthAt(editions.Today)}";
        await ReadAsync(card, after);
    }

    public async Task<IActionResult> OnPostAsync(
        [FromForm] string? card, [FromForm] string? period, [FromForm] string? reason)
    {
        var done = await publish.RunAsync(
            card ?? "", period, reason, await callers.OfAsync(HttpContext),
            HttpContext.RequestAborted);
        if (done.Try(out var published, out var problem))
        {
            return LocalRedirect(
                $"{Here}/{Uri.EscapeDataString(card!)}/{published.Period}?done=true");
        }

        (Problem, Period, Reason) = (problem, period ?? "", reason);
        Response.StatusCode = problem.Code.HttpStatus();
        await ReadAsync(card, after: null);
        return Page();
    }

    private async Task ReadAsync(string? card, string? after)
    {
        var stop = HttpContext.RequestAborted;
        var caller = await callers.OfAsync(HttpContext);
        MayPublish = caller.MaySomewhere(Permission.ScorePublish);
        MayEdit = caller.MaySomewhere(Permission.ScorecardEdit);
        IsFirst = string.IsNullOrEmpty(after);
        Cards = await cards.AllAsync(stop);
        Card = Cards.FirstOrDefault(one => one.Code == card)
            ?? (Cards.Count > 0 ? Cards[0] : null);
        if (Card is { } shown)
        {
            List = await lists.PageAsync(shown.Id, after, Shown, stop);
        }
    }
}
