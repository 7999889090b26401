using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Participation;

/// <summary>The public cases as a list.</summary>
internal sealed class CasesModel(BrowseCases browse) : PageModel
{
    private const int RowsMax = 50;

    public PublicPage Cases { get; private set; } = null!;

    public async Task OnGetAsync(PublicQuery query, CancellationToken stop)
    {
        Cases = await browse.ReadAsync(query, "/cases", RowsMax, stop);
        if (Cases.Problem is not null)
        {
            Response.StatusCode = StatusCodes.Status400BadRequest;
        }
    }
}
