using CivicLoop.Domain;
using CivicLoop.Domain.Burden;
using CivicLoop.Domain.Calendar;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Burden.Contracts;

/// <summary>A request as the module that makes it tells of it.</summary>
/// <param name="Source">As the module names itself; see <see cref="AskSource.Name"/>.</param>
/// <param name="Due">Day the work is due; it counts in that week.</param>
/// <param name="AskedAt">When the unit hears of it.</param>
internal sealed record AskInput(
    AskKind Kind, string Source, Guid SourceId, string Unit, string AskedBy, DateOnly Due,
    DateTimeOffset AskedAt, int Minutes, string Title, AskOutcome Outcome = AskOutcome.Asked);

/// <summary>Counts what units are asked for. Whoever asks a unit for work, a form or an inspection
/// counts it here, in the transaction that asks.</summary>
internal sealed class CountAsk(CityHolder city)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMinutes(1);

    private WorkCalendar Calendar => city.Current.Calendar;

    /// <summary>Whether an instant lies outside working hours.</summary>
    public bool IsQuiet(DateTimeOffset at) => Calendar.Working(at, at + Moment) == TimeSpan.Zero;

    /// <summary>The instant itself, or the next one in working hours.</summary>
    public DateTimeOffset NextWorking(DateTimeOffset at) => IsQuiet(at)
        ? Instants.Storable(Calendar.DueAt(at, new TimeLimit(0, ClockKind.WorkingHours)).At)
        : at;

    /// <summary>The limits of a week.</summary>
    public static Task<BurdenCaps> CapsAsync(CityContext context, CancellationToken stop) =>
        KeepCaps.ReadAsync(context, stop);

    /// <summary>What units are asked for in some weeks: one query.</summary>
    public static async Task<LoadBook> LoadsAsync(
        CityContext context, DateOnly first, DateOnly last, CancellationToken stop)
    {
        var rows = await context.Set<BurdenAsk>()
            .Where(row => row.Week >= first && row.Week <= last
                && row.Outcome == AskOutcome.Asked)
            .GroupBy(row => new { row.UnitCode, row.Week, row.AskedBy, row.Kind })
            .Select(group => new
            {
                group.Key.UnitCode, group.Key.Week, group.Key.AskedBy, group.Key.Kind,
                Asks = group.Count(), Minutes = group.Sum(row => row.Minutes),
            })
            .ToListAsync(stop);
        var book = new LoadBook();
        foreach (var row in rows)
        {
            book.Add(row.UnitCode, row.Week, row.AskedBy, row.Kind, row.Asks, row.Minutes);
        }

        return book;
    }

    /// <summary>Counts one request.</summary>
    public Task AddAsync(WriteSession session, AskInput ask) => session.InsertAsync(new BurdenAsk
    {
        Id = Ids.New(ask.AskedAt),
        Kind = ask.Kind,
        Source = ask.Source,
        SourceId = ask.SourceId,
        UnitCode = ask.Unit,
        AskedBy = ask.AskedBy,
        Week = BurdenWeek.Of(ask.Due),
        AskedAt = ask.AskedAt,
        IsQuiet = ask.Outcome == AskOutcome.Asked && IsQuiet(ask.AskedAt),
        Minutes = ask.Minutes,
        Title = ask.Title,
        Outcome = ask.Outcome,
    });

    /// <summary>A request was taken back, or became one with another.</summary>
    public static Task EndAsync(WriteSession session, Guid sourceId, AskOutcome outcome) =>
        session.ExecuteAsync(
            "UPDATE burden_asks SET outcome = @outcome WHERE source_id = @id AND outcome = 'Asked'",
            ("@outcome", outcome.ToString()), ("@id", sourceId));

    /// <summary>A request is due in another week, or asked of another unit.</summary>
    public static Task MoveAsync(
        WriteSession session, Guid sourceId, string unit, DateOnly due) =>
        session.ExecuteAsync(
            "UPDATE burden_asks SET unit_code = @unit, week = @week WHERE source_id = @id",
            ("@unit", unit),
            ("@week", BurdenWeek.Of(due).ToString("yyyy-MM-dd", null)), ("@id", sourceId));
}
