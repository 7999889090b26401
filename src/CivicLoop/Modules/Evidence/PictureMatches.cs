using CivicLoop.Domain.Evidence;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Evidence;

/// <summary>A use of a picture that resembles one at hand.</summary>
internal sealed record PictureMatch(CasePicture Earlier, PictureFlagKind Kind, int Distance);

/// <summary>Finds where the same or nearly the same picture was used before. Pictures alike are
/// found by their bands, never by looking at all there are.</summary>
internal static class PictureMatches
{
    // Everyday scenes crowd on a few hashes; more neighbours than this prove nothing.
    private const int NeighboursMax = 2_000;

    // The first uses of a picture tell the story; the hundredth adds nothing.
    private const int MatchesMax = 5;

    /// <summary>Earlier uses, the same file before files alike, the oldest first.</summary>
    public static async Task<IReadOnlyList<PictureMatch>> FindAsync(
        CityContext reads, string pictureId, long? phash, CancellationToken stop = default)
    {
        var distances = await AlikeAsync(reads, pictureId, phash, stop);
        distances[pictureId] = 0;
        var ids = distances.Keys.ToList();
        var used = await reads.Set<CasePicture>().Where(row => ids.Contains(row.PictureId))
            .OrderBy(row => row.AttachedAt).Take(NeighboursMax).ToListAsync(stop);
        return
        [
            .. used.Select(row => new PictureMatch(
                    row,
                    row.PictureId == pictureId ? PictureFlagKind.Same : PictureFlagKind.Alike,
                    distances[row.PictureId]))
                .OrderBy(match => match.Kind).ThenBy(match => match.Earlier.AttachedAt)
                .Take(MatchesMax),
        ];
    }

    private static async Task<Dictionary<string, int>> AlikeAsync(
        CityContext reads, string pictureId, long? phash, CancellationToken stop)
    {
        if (phash is not { } hash)
        {
            return [];
        }

        var keys = PerceptualHash.ProbeKeys(hash);
        var neighbours = await reads.Set<PictureBand>()
            .Where(row => keys.Contains(row.BandKey) && row.PictureId != pictureId)
            .Select(row => new { row.PictureId, row.Phash })
            .Take(NeighboursMax).ToListAsync(stop);
        return neighbours.DistinctBy(row => row.PictureId)
            .Where(row => PerceptualHash.AreAlike(hash, row.Phash))
            .ToDictionary(
                row => row.PictureId, row => PerceptualHash.Distance(hash, row.Phash));
    }
}
