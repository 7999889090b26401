using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Domain.Statistics;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Statistics;

/// <summary>What the scorecards take from figures in a month, what of it is missing or waits, and
/// the figures themselves; all staff read them.</summary>
internal sealed class StatisticsPage(
    StatisticLists lists, KnownMeasures known, EnterFigures enter, Callers callers) : PageModel
{
    public const string Here = "/console/statistics";

    private const int Shown = 20;

    public FigureFilter Filter { get; private set; } = new();

    public ScorePeriod Period { get; private set; }

    public string? Unit { get; private set; }

    public IReadOnlyList<KnownMeasure> Measures { get; private set; } = [];

    public IReadOnlyList<BoardRow> Board { get; private set; } = [];

    public Page<StatisticFigure> List { get; private set; } = new([], null);

    public PagerView Pager { get; private set; } = new(null, true);

    /// <summary>Keys of the measures the reader may enter.</summary>
    public IReadOnlySet<string> Mine { get; private set; } = new HashSet<string>();

    public Problem? Problem { get; private set; }

    public static string AddressOf(string month, string measure) =>
        $"{Here}?month={month}&measure={Uri.EscapeDataString(measure)}";

    public async Task OnGetAsync(
        [FromQuery] string? month, [FromQuery] string? measure, [FromQuery] string? unit,
        [FromQuery] FigureState? state, [FromQuery] Guid? after)
    {
        var stop = HttpContext.RequestAborted;
        Measures = await known.AllAsync(stop);
        Unit = unit;
        if (lists.Filter(Measures, month, measure, unit, state)
            .Try(out var filter, out var wrong))
        {
            Filter = filter;
        }
        else
        {
            Problem = wrong;
            Response.StatusCode = wrong.Code.HttpStatus();
        }

        Period = Filter.Period ?? ScorePeriod.MonthAt(lists.Today);
        Filter = Filter with { Period = Period };
        Board = await lists.BoardAsync(Period, stop);
        List = await lists.PageAsync(Filter, after, Shown, stop);
        Pager = new PagerView(List.Next, after is null);
        Mine = (await enter.DeskAsync(await callers.OfAsync(HttpContext), stop))
            .Try(out var desk, out _)
            ? Measures.Where(desk.MayEnter).Select(one => one.Key).ToHashSet()
            : Mine;
    }
}
