using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Statistics;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Statistics;

/// <summary>One figure: where it comes from, who entered and confirmed it, what it replaced;
/// another body decides on it here.</summary>
internal sealed class FigurePage(
    StatisticLists lists, KnownMeasures known, EnterFigures enter, DecideFigure decide,
    CityDatabase database, CityHolder city, Callers callers) : PageModel
{
    public StatisticFigure Figure { get; private set; } = null!;

    public KnownMeasure? Measure { get; private set; }

    public IReadOnlyList<StatisticFigure> History { get; private set; } = [];

    /// <summary>Display names of those who entered or decided.</summary>
    public IReadOnlyDictionary<string, string> Names { get; private set; } =
        new Dictionary<string, string>();

    public FigureInput Typed { get; private set; } = new();

    public string? Words { get; private set; }

    public bool MayDecide { get; private set; }

    public bool MayReplace { get; private set; }

    public bool Done { get; private set; }

    public Problem? Problem { get; private set; }

    public string Address => $"{StatisticsPage.Here}/{Figure.Id}";

    public async Task<IActionResult> OnGetAsync(Guid figure, [FromQuery] bool done)
    {
        Done = done;
        if (!await ReadAsync(figure))
        {
            return NotFound();
        }

        Typed = new FigureInput
        {
            SourceName = Figure.SourceName, SourceNumber = Figure.SourceNumber,
        };
        return Page();
    }

    public async Task<IActionResult> OnPostConfirmAsync(Guid figure) =>
        await AnswerAsync(figure, await decide.ConfirmAsync(
            figure, await callers.OfAsync(HttpContext), HttpContext.RequestAborted));

    public async Task<IActionResult> OnPostReturnAsync(Guid figure, [FromForm] string? words)
    {
        Words = words;
        return await AnswerAsync(figure, await decide.ReturnAsync(
            figure, words, await callers.OfAsync(HttpContext), HttpContext.RequestAborted));
    }

    public async Task<IActionResult> OnPostReplaceAsync(
        Guid figure, [FromForm] FigureInput typed)
    {
        Typed = typed;
        return await AnswerAsync(figure, await enter.ReplaceAsync(
            figure, typed, await callers.OfAsync(HttpContext), HttpContext.RequestAborted));
    }

    private async Task<IActionResult> AnswerAsync(Guid figure, Outcome<StatisticFigure> outcome)
    {
        if (outcome.Try(out var after, out var problem))
        {
            return LocalRedirect($"{StatisticsPage.Here}/{after.Id}?done=true");
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return await ReadAsync(figure) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(Guid id)
    {
        var stop = HttpContext.RequestAborted;
        if (!(await lists.FindAsync(id, stop)).Try(out var found, out _))
        {
            return false;
        }

        Figure = found;
        var key = KnownMeasure.KeyOf(found.EditionCode, found.MeasureCode);
        Measure = (await known.AllAsync(stop)).FirstOrDefault(one => one.Key == key);
        History = await lists.HistoryAsync(found.Key, stop);
        await using var context = database.OpenContext();
        Names = await ActorNames.OfAsync(
            context,
            History.SelectMany(one => new[] { one.EnteredBy, one.DecidedBy }).OfType<string>(),
            stop);
        await ReadRightsAsync(stop);
        return true;
    }

    // Only buttons that would be answered are shown.
    private async Task ReadRightsAsync(CancellationToken stop)
    {
        var caller = await callers.OfAsync(HttpContext);
        MayDecide = Figure.State == FigureState.Waiting
            && FigureDesk.Reaches(
                caller, Permission.StatisticConfirm, city.Current, Figure.UnitKind,
                Figure.UnitCode)
            && caller.OrganizationCode != Figure.EnteredOrg && caller.Actor != Figure.EnteredBy;
        MayReplace = Figure.State == FigureState.Confirmed && Measure is { } measure
            && History.All(one => one.State != FigureState.Waiting)
            && (await enter.DeskAsync(caller, stop)).Try(out var desk, out _)
            && desk.Refuse(measure, new FigureUnit(Figure.UnitKind, Figure.UnitCode)) is null;
    }
}
