using CivicLoop.Domain.Scores;
using CivicLoop.Platform.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Scores;

/// <summary>Appeals against published scores; for all staff.</summary>
internal sealed class AppealsPage(AppealLists lists) : PageModel
{
    public const string Here = "/console/score-appeals";

    private const int Shown = 30;

    public Page<ScoreAppeal> List { get; private set; } = new([], null);

    public bool IsFirst { get; private set; } = true;

    public AppealState? State { get; private set; }

    public async Task OnGetAsync([FromQuery] AppealState? state, [FromQuery] Guid? after)
    {
        (State, IsFirst) = (state, after is null);
        List = await lists.PageAsync(state, after, Shown, HttpContext.RequestAborted);
    }
}
