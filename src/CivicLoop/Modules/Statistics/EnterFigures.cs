using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Statistics;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Statistics;

/// <summary>Enters a figure, or one that is to take the place of a confirmed one; it counts once
/// another body confirms it.</summary>
internal sealed class EnterFigures(
    CityDatabase database, KnownMeasures measures, FindDuties duties, CityHolder city,
    TimeProvider time)
{
    // A few entries of each month, unit and measure.
    private const int OthersMax = 50_000;

    /// <summary>The chain of all figures in the journal.</summary>
    public static Guid Subject { get; } = new("0198a000-0000-7000-8000-000000000048");

    /// <summary>Errors: as <see cref="FigureDesk.OpenAsync"/>, <see cref="FigureDesk.Read"/> and
    /// <see cref="FigureRules.Beside"/>.</summary>
    public async Task<Outcome<StatisticFigure>> RunAsync(
        FigureInput input, Caller caller, CancellationToken stop = default) =>
        !(await DeskAsync(caller, stop)).Try(out var desk, out var refused) ? refused
        : desk.Read(input).Try(out var wanted, out var fault)
            ? await database.WriteAsync(
                async session => FigureRules.Beside(
                        wanted, await OthersAsync(session.Reads, [wanted], stop))
                    .Try(out var made, out var wrong)
                    ? await StoreAsync(session, made)
                    : wrong,
                stop)
        : fault;

    /// <summary>Enters what takes the place of a confirmed figure. Errors: there is none such; no
    /// reason; as <see cref="RunAsync"/>.</summary>
    /// <param name="input">Numbers, source and reason; what it is of is the other's.</param>
    public async Task<Outcome<StatisticFigure>> ReplaceAsync(
        Guid id, FigureInput input, Caller caller, CancellationToken stop = default)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.StatisticEnter))
            is { } refused)
        {
            return refused;
        }

        await using var context = database.OpenContext();
        var before = await context.Set<StatisticFigure>()
            .FirstOrDefaultAsync(row => row.Id == id, stop);
        return before is null ? new Problem(ProblemCode.NotFound, "figure", $"{id}")
            : before.State != FigureState.Confirmed
                ? new Problem(ProblemCode.StatisticNotCounted, "figure")
            : TextRule.Needed(input.Reason, "reason", StatisticFigure.WordsMax) is { } wordless
                ? wordless
            : await RunAsync(
                input with
                {
                    Measure = KnownMeasure.KeyOf(before.EditionCode, before.MeasureCode),
                    Unit = FigureUnits.Write(before.UnitKind, before.UnitCode),
                    Month = before.Month,
                },
                caller, stop);
    }

    public Task<Outcome<FigureDesk>> DeskAsync(Caller caller, CancellationToken stop) =>
        FigureDesk.OpenAsync(caller, measures, duties, city, time, stop);

    /// <summary>What waits or counts of the measures and months of some figures.</summary>
    public static async Task<IReadOnlyList<StatisticFigure>> OthersAsync(
        CityContext reads, IReadOnlyCollection<StatisticFigure> wanted, CancellationToken stop)
    {
        var months = wanted.Select(one => one.Month).Distinct().ToList();
        var codes = wanted.Select(one => one.MeasureCode).Distinct().ToList();
        var keys = wanted.Select(one => one.Key).ToHashSet();
        var rows = await reads.Set<StatisticFigure>()
            .Where(row => months.Contains(row.Month) && codes.Contains(row.MeasureCode)
                && (row.State == FigureState.Waiting || row.State == FigureState.Confirmed))
            .OrderBy(row => row.Id).Take(OthersMax).ToListAsync(stop);
        return [.. rows.Where(row => keys.Contains(row.Key))];
    }

    public static async Task<Outcome<StatisticFigure>> StoreAsync(
        WriteSession session, StatisticFigure made)
    {
        await session.InsertAsync(made);
        await SubjectJournal.AppendAsync(
            session, Subject, made.EnteredBy, "statistic.Entered", Facts(made), made.EnteredAt);
        return made;
    }

    public static object Facts(StatisticFigure one) => new
    {
        one.Id, one.EditionCode, one.MeasureCode, one.UnitKind, one.UnitCode, one.Month, one.Part,
        one.Whole, one.SourceNumber, one.SourceDay, one.EnteredOrg, one.ReplacesId,
    };
}
