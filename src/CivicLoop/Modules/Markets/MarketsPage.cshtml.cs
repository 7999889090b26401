using CivicLoop.Domain;
using CivicLoop.Domain.Markets;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Markets;

/// <summary>The board of a month for staff: every number opens to its visits.</summary>
internal sealed class MarketsPage(ReadMarkets markets) : PageModel
{
    public const string Here = "/console/markets";

    public CalendarMonth Month { get; private set; }

    public MarketBoard? Board { get; private set; }

    public IReadOnlyList<(string Value, string Text)> Choices =>
        [.. markets.ThisMonth.Last().Reverse().Select(one => ($"{one}", $"{one}"))];

    public async Task OnGetAsync([FromQuery] string? month)
    {
        Month = MarketsApi.Month(month, markets.ThisMonth);
        Board = await markets.BoardAsync(Month, HttpContext.RequestAborted);
    }
}
