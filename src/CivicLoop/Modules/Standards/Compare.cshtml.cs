using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Standards.Contracts;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Standards;

/// <summary>Two editions side by side: what was added, dropped and changed, and what it means for
/// tasks.</summary>
internal sealed class ComparePage(EditionLists lists) : PageModel
{
    /// <summary>More differences than this are read in the files, not on a page.</summary>
    public const int ShownMax = 1000;

    private const int ChoicesMax = 200;

    public IReadOnlyList<Edition> Editions { get; private set; } = [];

    public string? Before { get; private set; }

    public string? After { get; private set; }

    /// <summary>Null where nothing was chosen yet.</summary>
    public IReadOnlyList<EditionChange>? Changes { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task OnGetAsync([FromQuery] string? from, [FromQuery] string? to)
    {
        var stop = HttpContext.RequestAborted;
        Editions = (await lists.EditionsAsync(after: null, ChoicesMax, stop)).Items;
        (Before, After) = (from, to);
        if (string.IsNullOrEmpty(from) || string.IsNullOrEmpty(to))
        {
            return;
        }

        if ((await lists.BodyAsync(from, stop)).Try(out var before, out var missing)
            && (await lists.BodyAsync(to, stop)).Try(out var after, out missing))
        {
            Changes = EditionComparison.Of(before, after);
            return;
        }

        Problem = missing;
        Response.StatusCode = missing.Code.HttpStatus();
    }
}
