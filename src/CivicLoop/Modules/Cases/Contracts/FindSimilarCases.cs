using System.Globalization;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Places;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>A case that may be the same problem, and how near and how alike it is.</summary>
internal sealed record SimilarCase(Case Case, double Metres, double Score);

/// <summary>Finds open cases that may be the same problem: offered to the reporter ("me too") and
/// to staff (merge).</summary>
internal sealed class FindSimilarCases(
    CityDatabase database, Pictures pictures, TimeProvider time)
{
    /// <summary>How many are offered; a longer list is not read.</summary>
    public const int OfferedMax = 5;

    // A block with more open cases than this is looked at newest first.
    private const int LookedAtMax = 200;

    private const int RangesMax = 8;

    /// <param name="photos">Ids of the report's pictures; a case reported with one alike ranks
    /// higher.</param>
    public async Task<IReadOnlyList<SimilarCase>> RunAsync(
        string classCode, double lat, double lon, string? words, Guid? except,
        bool withPrivate, CancellationToken stop, IReadOnlyList<string>? photos = null)
    {
        var alike = await pictures.CasesAlikeAsync(photos ?? [], stop);
        var since = time.GetUtcNow().AddDays(-Likeness.DaysMax);
        await using var context = database.OpenContext();
        var found = new List<Case>();
        foreach (var (from, to) in CellKey.RangesOf(BoxAround(lat, lon), RangesMax))
        {
            found.AddRange(await context.Set<Case>()
                .Where(row => row.CellKey >= from && row.CellKey <= to && row.IsOpen
                    && row.ReportedAt >= since)
                .OrderByDescending(row => row.CellKey).Take(LookedAtMax).ToListAsync(stop));
        }

        return
        [
            .. found.Where(row => row.Id != except && (withPrivate || !row.IsPrivate))
                .Select(row => Compare(row, classCode, lat, lon, words))
                .Select(similar => alike.Contains(similar.Case.Id)
                    ? similar with { Score = Likeness.WithPicture(similar.Score) }
                    : similar)
                .Where(similar => similar.Score >= Likeness.LeastScore)
                .OrderByDescending(similar => similar.Score)
                .Take(OfferedMax),
        ];
    }

    private static SimilarCase Compare(
        Case row, string classCode, double lat, double lon, string? words)
    {
        var metres = Likeness.Metres(lat, lon, row.Lat!.Value, row.Lon!.Value);
        return new SimilarCase(
            row, metres,
            Likeness.Score(classCode, row.ClassCode, metres, words, row.Description));
    }

    private static GeoBox BoxAround(double lat, double lon)
    {
        const double metresPerDegree = 111_320;
        var north = Likeness.MetresMax / metresPerDegree;
        var east = north / Math.Max(0.01, Math.Cos(lat * Math.PI / 180));
        return new GeoBox(lon - east, lat - north, lon + east, lat + north);
    }
}
