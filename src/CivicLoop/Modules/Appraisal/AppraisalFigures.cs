using CivicLoop.Domain.Appraisal;
using CivicLoop.Modules.Scores.Contracts;

namespace CivicLoop.Modules.Appraisal;

/// <summary>The computed figures of some targets.</summary>
/// <param name="Source">Null where nothing was published yet.</param>
internal sealed record FigureBook(
    ScoreSource? Source, IReadOnlyDictionary<(string Unit, string Node), UnitFigure> Figures)
{
    public static FigureBook Empty { get; } =
        new(null, new Dictionary<(string, string), UnitFigure>());

    /// <summary>Null where the target has none, or its unit was not scored.</summary>
    public UnitFigure? Of(AppraisalTarget target) => target.Kind == TargetKind.Figure
        ? Figures.GetValueOrDefault((target.UnitCode, target.NodeCode))
        : null;
}

/// <summary>Reads the computed figures that targets are held against.</summary>
internal sealed class AppraisalFigures(FindScores scores)
{
    /// <summary>The figures of the year's own period, else of the last one published so far.
    /// </summary>
    public async Task<FigureBook> SoFarAsync(
        AppraisalYear year, IReadOnlyCollection<AppraisalTarget> targets,
        CancellationToken stop) =>
        await OfAsync(
            await scores.SoFarAsync(year.CardCode, year.Period, stop), targets, stop);

    /// <summary>The figures of the year's own period alone; what a final list rests on.</summary>
    public async Task<FigureBook> FinalAsync(
        AppraisalYear year, IReadOnlyCollection<AppraisalTarget> targets,
        CancellationToken stop) =>
        await OfAsync(await scores.OfAsync(year.CardCode, year.Period, stop), targets, stop);

    /// <summary>The figures of one publication.</summary>
    public async Task<FigureBook> OfAsync(
        ScoreSource? source, IReadOnlyCollection<AppraisalTarget> targets,
        CancellationToken stop)
    {
        var computed = targets.Where(one => one.Kind == TargetKind.Figure).ToList();
        return source is null || computed.Count == 0
            ? FigureBook.Empty with { Source = source }
            : new FigureBook(
                source,
                await scores.FiguresAsync(
                    source, [.. computed.Select(one => one.UnitCode).Distinct()],
                    [.. computed.Select(one => one.NodeCode).Distinct()], stop));
    }
}
