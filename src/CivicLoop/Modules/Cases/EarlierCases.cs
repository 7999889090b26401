using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases;

/// <summary>A case that was closed at the same place before.</summary>
/// <param name="Metres">How far away; null where only the grid cell is the same.</param>
/// <param name="IsRecurrence">The same class came back within the days in which that counts against
/// the fix.</param>
internal sealed record EarlierCase(Case Case, double? Metres, bool IsRecurrence);

/// <summary>Finds what was closed within fifty metres, or in the same grid cell and of the same
/// class, in the year before a case was reported.</summary>
internal sealed class EarlierCases(CityDatabase database, CityHolder city)
{
    public const int ShownMax = 10;

    private const double MetresMax = 50;
    private const int DaysMax = 365;
    private const int RangesMax = 8;

    // A corner with more of them is looked at newest first.
    private const int LookedAtMax = 100;

    private const double MetresPerDegree = 111_320;

    public async Task<IReadOnlyList<EarlierCase>> OfAsync(
        Case row, Caller caller, CancellationToken stop)
    {
        var since = row.ReportedAt.AddDays(-DaysMax);
        await using var context = database.OpenContext();
        var closed = context.Set<Case>().Where(one => one.State == CaseState.Closed
            && one.ClosedAt >= since && one.ReportedAt < row.ReportedAt);
        var found = new List<Case>();
        if (row is { Lat: { } lat, Lon: { } lon })
        {
            foreach (var (from, to) in CellKey.RangesOf(BoxAround(lat, lon), RangesMax))
            {
                found.AddRange(await closed
                    .Where(one => one.CellKey != null
                        && one.CellKey >= from && one.CellKey <= to)
                    .OrderByDescending(one => one.CellKey).Take(LookedAtMax).ToListAsync(stop));
            }
        }

        if (row.GridCode is { } grid)
        {
            found.AddRange(await closed
                .Where(one => one.GridCode == grid && one.ClassCode == row.ClassCode)
                .OrderByDescending(one => one.ClosedAt).Take(ShownMax).ToListAsync(stop));
        }

        return
        [
            .. found.DistinctBy(one => one.Id).Where(one => one.Id != row.Id)
                .Where(one => caller.May(
                    Permission.CaseSee, one.Standing(city.Current.Organizations.PathOf)))
                .Select(one => Compare(row, one))
                .Where(one => one.Metres <= MetresMax || IsInCell(row, one.Case))
                .OrderByDescending(one => one.IsRecurrence)
                .ThenByDescending(one => one.Case.ClosedAt)
                .Take(ShownMax),
        ];
    }

    private static bool IsInCell(Case row, Case other) =>
        row.GridCode is not null && row.GridCode == other.GridCode
        && row.ClassCode == other.ClassCode;

    private static EarlierCase Compare(Case row, Case other)
    {
        var metres = row is { Lat: { } lat, Lon: { } lon }
            && other is { Lat: { } otherLat, Lon: { } otherLon }
                ? Likeness.Metres(lat, lon, otherLat, otherLon)
                : (double?)null;
        return new EarlierCase(
            other, metres,
            row.ClassCode == other.ClassCode
                && other.ClosedAt <= row.ReportedAt
                && other.ClosedAt >= row.ReportedAt.AddDays(-CaseRules.AnswerDays));
    }

    private static GeoBox BoxAround(double lat, double lon)
    {
        var north = MetresMax / MetresPerDegree;
        var east = north / Math.Max(0.01, Math.Cos(lat * Math.PI / 180));
        return new GeoBox(lon - east, lat - north, lon + east, lat + north);
    }
}
