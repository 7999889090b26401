using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Scores;

/// <summary>Appeals against published scores: one's own unit's, or all for who rules.</summary>
internal sealed class AppealsPage(AppealLists lists, Callers callers) : PageModel
{
    public const string Here = "/console/score-appeals";

    private const int Shown = 30;

    public Slice<ScoreAppeal> List { get; private set; } = new([], null);

    public bool IsFirst { get; private set; } = true;

    public AppealState? State { get; private set; }

    public async Task OnGetAsync([FromQuery] AppealState? state, [FromQuery] Guid? after)
    {
        (State, IsFirst) = (state, after is null);
        List = await lists.PageAsync(
            await callers.OfAsync(HttpContext), state, after, Shown,
            HttpContext.RequestAborted);
    }
}
