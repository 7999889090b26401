using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Markets;

/// <summary>The last twelve months of one market, for everybody.</summary>
internal sealed class PublicMarketPage(ReadMarkets markets) : PageModel
{
    public MarketTrend Trend { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string market)
    {
        if (await markets.TrendAsync(
            market, markets.ThisMonth.Add(-1), HttpContext.RequestAborted) is not { } trend)
        {
            return NotFound();
        }

        Trend = trend;
        return Page();
    }
}
