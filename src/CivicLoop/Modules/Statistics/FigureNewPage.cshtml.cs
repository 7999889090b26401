using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Statistics;

/// <summary>Enters a figure.</summary>
[Needs(Permission.StatisticEnter)]
internal sealed class FigureNewPage(
    EnterFigures enter, StatisticLists lists, KnownMeasures known, Callers callers) : PageModel
{
    public const string Here = $"{StatisticsPage.Here}/new";

    public IReadOnlyList<KnownMeasure> Measures { get; private set; } = [];

    public FigureInput Typed { get; private set; } = new();

    public Problem? Problem { get; private set; }

    public static string AddressOf(string month, string measure) =>
        $"{Here}?month={month}&measure={Uri.EscapeDataString(measure)}";

    public Task OnGetAsync([FromQuery] string? month, [FromQuery] string? measure)
    {
        // Of a longer period somebody comes from, no month is meant more than the others.
        var isMonth = ScorePeriod.Parse(month).Try(out var period, out _)
            && period.Months.Count == 1;
        Typed = new FigureInput
        {
            Measure = measure, Month = isMonth ? month : $"{ScorePeriod.MonthAt(lists.Today)}",
            SourceDay = TypedDay.Show(lists.Today),
        };
        return ReadAsync();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] FigureInput typed)
    {
        var outcome = await enter.RunAsync(
            typed, await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        if (outcome.Try(out var made, out var problem))
        {
            return LocalRedirect($"{StatisticsPage.Here}/{made.Id}?done=true");
        }

        (Typed, Problem) = (typed, problem);
        Response.StatusCode = problem.Code.HttpStatus();
        await ReadAsync();
        return Page();
    }

    private async Task ReadAsync() =>
        Measures = await known.AllAsync(HttpContext.RequestAborted);
}
