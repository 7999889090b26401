using System.Globalization;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Patrols;

/// <summary>走向: the line a street follows, as corners in the order they are walked.</summary>
public static class StreetCourse
{
    /// <summary>A street of a city has fewer corners; a file with more holds something else.
    /// </summary>
    public const int CornersMax = 60;

    private const int CornersMin = 2;

    // A tenth of a metre.
    private const string Degrees = "0.######";

    private static readonly char[] Between = [';', '；', '\n', '\r'];

    /// <summary>Corners as <c>lon,lat; lon,lat</c>, in the order maps copy them; none where nothing
    /// was typed. Errors on <c>course</c>: one corner only, too many, or not two numbers within
    /// the globe.</summary>
    public static Outcome<IReadOnlyList<GeoPoint>> Read(string? typed)
    {
        var corners = new List<GeoPoint>();
        foreach (var word in (typed ?? "").Split(
            Between, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (Corner(word) is not { } corner)
            {
                return new Problem(ProblemCode.FieldInvalid, "course", word);
            }

            corners.Add(corner);
        }

        return corners.Count > CornersMax
            ? new Problem(ProblemCode.LimitTooLarge, "course", CornersMax)
            : corners.Count is > 0 and < CornersMin
                ? new Problem(ProblemCode.FieldInvalid, "course", typed!.Trim())
                : corners;
    }

    /// <summary>As <see cref="Read"/> reads it.</summary>
    public static string Write(IEnumerable<GeoPoint> corners) => string.Join(
        "; ", corners.Select(one => string.Create(
            CultureInfo.InvariantCulture,
            $"{one.Lon.ToString(Degrees, CultureInfo.InvariantCulture)},"
            + $"{one.Lat.ToString(Degrees, CultureInfo.InvariantCulture)}")));

    /// <summary>The place half of the way along.</summary>
    public static GeoPoint Middle(IReadOnlyList<GeoPoint> corners)
    {
        var parts = corners.Zip(corners.Skip(1), (from, to) => (
            From: from, To: to, Metres: Likeness.Metres(from.Lat, from.Lon, to.Lat, to.Lon)))
            .ToList();
        var left = parts.Sum(part => part.Metres) / 2;
        foreach (var (from, to, metres) in parts)
        {
            if (metres > 0 && left <= metres)
            {
                var share = left / metres;
                return new GeoPoint(
                    from.Lon + ((to.Lon - from.Lon) * share),
                    from.Lat + ((to.Lat - from.Lat) * share));
            }

            left -= metres;
        }

        return corners[0];
    }

    private static GeoPoint? Corner(string word) =>
        word.Split(',', '，') is [var lon, var lat]
            && double.TryParse(lon, CultureInfo.InvariantCulture, out var east)
            && double.TryParse(lat, CultureInfo.InvariantCulture, out var north)
            && Math.Abs(east) <= 180 && Math.Abs(north) <= 90
            ? new GeoPoint(east, north)
            : null;
}
