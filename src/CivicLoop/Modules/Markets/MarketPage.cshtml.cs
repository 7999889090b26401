using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Markets;

/// <summary>Twelve months of one market for staff, with the visits they rest on.</summary>
internal sealed class MarketPage(ReadMarkets markets) : PageModel
{
    public MarketTrend Trend { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string market)
    {
        if (await markets.TrendAsync(market, markets.ThisMonth, HttpContext.RequestAborted)
            is not { } trend)
        {
            return NotFound();
        }

        Trend = trend;
        return Page();
    }
}
