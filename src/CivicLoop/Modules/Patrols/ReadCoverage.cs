using CivicLoop.Domain.Patrols;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Patrols;

/// <summary>Which coverage is asked for.</summary>
/// <param name="Beat">Code of a beat; null for all.</param>
internal sealed record CoverageFilter(DateOnly From, DateOnly To, string? Beat);

/// <summary>How many of the wanted visits were made in time.</summary>
internal sealed record Cover(int Due, int Seen)
{
    public int Missed => Due - Seen;
}

/// <summary>Coverage of one beat in one band of hours, by the day of the week (1 to 7).</summary>
internal sealed record CoverLine(
    PatrolBeat Beat, int FromHour, int ToHour, IReadOnlyDictionary<int, Cover> Days)
{
    public Cover Total => new(Days.Values.Sum(one => one.Due), Days.Values.Sum(one => one.Seen));
}

/// <summary>Coverage of one place.</summary>
internal sealed record PlaceCover(PatrolPlace Place, Cover Cover);

/// <summary>巡查覆盖: of the visits that were due, those whose place was seen in time. It counts
/// places and hours, never persons.</summary>
internal sealed record CoverageView(
    IReadOnlyList<CoverLine> Lines, IReadOnlyList<PlaceCover> Places)
{
    public Cover Total => new(
        Lines.Sum(one => one.Total.Due), Lines.Sum(one => one.Total.Seen));
}

/// <summary>Counts coverage from visits that are over: two queries for any number of beats.
/// </summary>
internal sealed class ReadCoverage(CityDatabase database, PatrolLists lists)
{
    public const int DaysMax = 62;

    /// <summary>Days looked back where none is asked for.</summary>
    public const int DaysUsual = 14;

    /// <summary>More places than a reader looks through; narrow to a beat to see all.</summary>
    private const int PlacesMax = 2_000;

    /// <summary>Errors: the days are in the wrong order or too many; no such beat.</summary>
    public async Task<Outcome<CoverageView>> RunAsync(
        CoverageFilter filter, CancellationToken stop)
    {
        if (filter.To < filter.From || filter.To.DayNumber - filter.From.DayNumber >= DaysMax)
        {
            return new Problem(ProblemCode.DateRangeInvalid, "to");
        }

        await using var context = database.OpenContext();
        var beats = await context.Set<PatrolBeat>().Where(
            row => filter.Beat == null || row.Code == filter.Beat).ToDictionaryAsync(
                row => row.Id, stop);
        if (filter.Beat is { } named && beats.Count == 0)
        {
            return new Problem(ProblemCode.NotFound, "beat", named);
        }

        var due = Due(context, filter, beats.Keys.FirstOrDefault());
        var lines = await due
            .GroupBy(row => new { row.BeatId, row.FromHour, row.ToHour, row.Weekday })
            .Select(group => new
            {
                group.Key, Due = group.Count(),
                Seen = group.Sum(row => row.CheckId != null ? 1 : 0),
            })
            .ToListAsync(stop);
        var places = await due.GroupBy(row => row.PlaceId)
            .Select(group => new
            {
                Id = group.Key, Due = group.Count(),
                Seen = group.Sum(row => row.CheckId != null ? 1 : 0),
            })
            .OrderByDescending(row => row.Due - row.Seen).Take(PlacesMax)
            .Join(
                context.Set<PatrolPlace>(), row => row.Id, place => place.Id,
                (row, place) => new { place, row.Due, row.Seen })
            .ToListAsync(stop);
        return new CoverageView(
            [
                .. lines.GroupBy(row => (row.Key.BeatId, row.Key.FromHour, row.Key.ToHour))
                    .Select(group => new CoverLine(
                        beats[group.Key.BeatId], group.Key.FromHour, group.Key.ToHour,
                        group.ToDictionary(
                            row => row.Key.Weekday, row => new Cover(row.Due, row.Seen))))
                    .OrderBy(line => line.Beat.Code, StringComparer.Ordinal)
                    .ThenBy(line => line.FromHour).ThenBy(line => line.ToHour),
            ],
            [
                .. places.Select(row => new PlaceCover(row.place, new Cover(row.Due, row.Seen)))
                    .OrderByDescending(row => row.Cover.Missed)
                    .ThenBy(row => row.Place.Code, StringComparer.Ordinal),
            ]);
    }

    /// <summary>Of one place in the last days.</summary>
    public async Task<Cover> OfPlaceAsync(Guid place, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var filter = new CoverageFilter(lists.Today.AddDays(1 - DaysUsual), lists.Today, null);
        var found = await Due(context, filter, default).Where(row => row.PlaceId == place)
            .GroupBy(row => row.PlaceId)
            .Select(group => new
            {
                Due = group.Count(), Seen = group.Sum(row => row.CheckId != null ? 1 : 0),
            })
            .FirstOrDefaultAsync(stop);
        return new Cover(found?.Due ?? 0, found?.Seen ?? 0);
    }

    // Visits of today count when their time is over; those of places taken off do not.
    private IQueryable<PatrolVisit> Due(CityContext context, CoverageFilter filter, Guid beat)
    {
        var (today, minute) = (lists.Today, lists.Minute);
        var (from, to) = (filter.From, filter.To);
        var rows = context.Set<PatrolVisit>().Where(row => row.Day >= from && row.Day <= to
            && (row.Day < today || (row.Day == today && row.ToMinute <= minute)));
        if (filter.Beat is not null)
        {
            rows = rows.Where(row => row.BeatId == beat);
        }

        return rows.Where(row => context.Set<PatrolPlace>().Any(place => place.Id == row.PlaceId
            && (place.RemovedDay == null || row.Day < place.RemovedDay)));
    }
}
