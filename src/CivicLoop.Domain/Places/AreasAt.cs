namespace CivicLoop.Domain.Places;

/// <summary>The areas a point lies in, the smallest first; null where there is none of the kind.
/// </summary>
public readonly record struct AreasAt(
    string? GridCode,
    string? CommunityCode,
    string? SubdistrictCode,
    string? DistrictCode,
    string? BesideCode)
{
    /// <summary>False for a point outside the city.</summary>
    public bool IsInside => DistrictCode is not null;

    public IEnumerable<string> Codes =>
        new[] { GridCode, CommunityCode, SubdistrictCode, DistrictCode, BesideCode }
            .OfType<string>();
}
