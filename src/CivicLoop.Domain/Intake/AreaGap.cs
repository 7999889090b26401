namespace CivicLoop.Domain.Intake;

/// <summary>Why the area a position lies in is not the one a row names; the first that fits.
/// </summary>
public enum AreaGap
{
    /// <summary>The name is no area of this city and the mapping does not explain it.</summary>
    UnknownName,

    /// <summary>The position is the one the other system writes where it knows none.</summary>
    PlaceholderPosition,

    /// <summary>Within 100 m of the named area: a border runs along a street, and an address stands
    /// on one of its sides.</summary>
    AtTheBorder,

    /// <summary>Within 500 m of the named area: the two systems draw it a little differently.
    /// </summary>
    NearTheBorder,

    /// <summary>Further away: the two systems mean different areas by one name, or the position is
    /// wrong.</summary>
    Elsewhere,
}
