using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.People;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Bulletins;

/// <summary>Letters the office sent, or those to one's own unit; what is overdue on its own.
/// </summary>
internal sealed class LettersPage(LetterLists lists, Callers callers) : PageModel
{
    public const string Here = "/console/letters";

    private const int Shown = 30;

    public Page<Letter> List { get; private set; } = new([], null);

    public bool IsFirst { get; private set; } = true;

    /// <summary>A state, or <c>overdue</c>.</summary>
    public string? State { get; private set; }

    public bool MaySend { get; private set; }

    public async Task OnGetAsync([FromQuery] string? state, [FromQuery] Guid? after)
    {
        var caller = await callers.OfAsync(HttpContext);
        MaySend = caller.MaySomewhere(Permission.LetterIssue);
        (State, IsFirst) = (state, after is null);
        var filter = state == "overdue" ? new LetterFilter(Overdue: true)
            : Enum.TryParse<LetterState>(state, out var only) && Enum.IsDefined(only)
                ? new LetterFilter(only)
                : new LetterFilter();
        List = await lists.PageAsync(
            filter, caller, after, Shown, HttpContext.RequestAborted);
    }
}
