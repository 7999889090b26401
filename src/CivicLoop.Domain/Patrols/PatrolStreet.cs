using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Patrols;

/// <summary>A street as it is put on a beat: a line, or a position where no line is known.
/// </summary>
/// <param name="At">Half of the way along its line, or the position.</param>
/// <param name="Course">As <see cref="StreetCourse.Write"/> writes it; null without a line.</param>
public sealed record PatrolStreet(LocalText Name, GeoPoint At, string? Course)
{
    /// <summary>A street as it was typed. Errors: it has no name or too long a one; neither line
    /// nor position; a number or line that is none; it leaves the city.</summary>
    /// <param name="isInside">Whether a position lies in the city.</param>
    public static Outcome<PatrolStreet> Read(
        StreetWish wish, Func<GeoPoint, bool> isInside, LocalText city)
    {
        if (TextRule.Needed(wish.NameZh, "nameZh", PatrolBeat.NameMax) is { } unnamed)
        {
            return unnamed;
        }

        if (wish.NameEn?.Trim() is { Length: > PatrolBeat.NameMax } name)
        {
            return new Problem(
                ProblemCode.FieldTooLong, "nameEn", PatrolBeat.NameMax, name.Length);
        }

        if (!StreetCourse.Read(wish.Course).Try(out var typed, out var unfit))
        {
            return unfit;
        }

        if (typed.Count == 0 && (wish.Lat is null || wish.Lon is null))
        {
            return new Problem(ProblemCode.FieldRequired, wish.Lat is null ? "lat" : "lon");
        }

        var corners = typed.Select(one => Coordinates.ToWgs84(one, wish.System)).ToList();
        var at = corners.Count > 0 ? StreetCourse.Middle(corners)
            : Coordinates.ToWgs84(new GeoPoint(wish.Lon!.Value, wish.Lat!.Value), wish.System);
        if (corners.Append(at).Where(one => !isInside(one)).Cast<GeoPoint?>().FirstOrDefault()
            is { } outside)
        {
            return new Problem(
                ProblemCode.PositionOutsideCity, corners.Count > 0 ? "course" : "lat",
                outside.Lat, outside.Lon, city);
        }

        var english = wish.NameEn?.Trim();
        return new PatrolStreet(
            new LocalText(
                wish.NameZh!.Trim(),
                string.IsNullOrEmpty(english) ? wish.NameZh.Trim() : english),
            at, corners.Count > 0 ? StreetCourse.Write(corners) : null);
    }
}

/// <summary>A street as it is wished for.</summary>
/// <param name="Course">As <see cref="StreetCourse.Read"/> reads it.</param>
/// <param name="System">What line and position are typed in.</param>
public sealed record StreetWish(
    string? NameZh, string? NameEn, double? Lat, double? Lon, string? Course,
    CoordinateSystem System);
