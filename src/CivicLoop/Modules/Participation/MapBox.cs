using System.Globalization;
using CivicLoop.Domain.Places;

namespace CivicLoop.Modules.Participation;

/// <summary>A box as addresses write it: <c>west,south,east,north</c> in degrees.</summary>
internal static class MapBox
{
    /// <summary>Null where it is not four numbers in order; what lies beyond the globe is cut off.
    /// </summary>
    public static GeoBox? Read(string? word)
    {
        var parts = word?.Split(',') ?? [];
        if (parts.Length != 4)
        {
            return null;
        }

        var sides = new double[4];
        for (var n = 0; n < sides.Length; n++)
        {
            if (!double.TryParse(
                    parts[n], NumberStyles.Float, CultureInfo.InvariantCulture, out sides[n])
                || !double.IsFinite(sides[n]))
            {
                return null;
            }
        }

        return sides[0] < sides[2] && sides[1] < sides[3]
            ? new GeoBox(
                Math.Max(sides[0], -180), Math.Max(sides[1], -90), Math.Min(sides[2], 180),
                Math.Min(sides[3], 90))
            : null;
    }

    public static string Write(GeoBox box) => string.Create(
        CultureInfo.InvariantCulture,
        $"{box.MinLon:F4},{box.MinLat:F4},{box.MaxLon:F4},{box.MaxLat:F4}");
}
