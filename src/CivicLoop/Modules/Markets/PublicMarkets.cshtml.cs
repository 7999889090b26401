using CivicLoop.Domain;
using CivicLoop.Domain.Markets;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Markets;

/// <summary>The board of a month that is over, for everybody: markets are places.</summary>
internal sealed class PublicMarketsPage(ReadMarkets markets) : PageModel
{
    public CalendarMonth Month { get; private set; }

    public MarketBoard? Board { get; private set; }

    public IReadOnlyList<(string Value, string Text)> Choices =>
        [.. markets.ThisMonth.Add(-1).Last().Reverse().Select(one => ($"{one}", $"{one}"))];

    public async Task OnGetAsync([FromQuery] string? month)
    {
        Month = MarketsApi.Month(month, markets.ThisMonth.Add(-1));
        Board = await markets.BoardAsync(Month, HttpContext.RequestAborted);
    }
}
