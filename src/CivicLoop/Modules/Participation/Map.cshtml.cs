using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Participation;

/// <summary>The public cases on the map, with the list of the same cases beside it.</summary>
internal sealed class MapModel(BrowseCases browse) : PageModel
{
    private const int RowsMax = 20;

    public PublicPage Cases { get; private set; } = null!;

    public async Task OnGetAsync(PublicQuery query, CancellationToken stop)
    {
        Cases = await browse.ReadAsync(query, "/map", RowsMax, stop);
        if (Cases.Problem is not null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }
    }
}
