namespace CivicLoop.Domain.Places;

/// <summary>A polygon a city accounts by.</summary>
/// <param name="Code">12 digits for divisions, 15 for grid cells, the city's own for
/// others.</param>
/// <param name="BesideTree">True where it lies across the divisions instead of inside one.</param>
/// <param name="Shape">WKB, WGS-84 longitude and latitude; null where none was drawn.</param>
public sealed record Area(
    string Code,
    AreaKind Kind,
    string NameZh,
    string NameEn,
    string? ParentCode,
    bool BesideTree,
    byte[]? Shape)
{
    public LocalText Name => new(NameZh, NameEn);

    /// <summary>审图号: under which number its boundary may be shown; null where it is drawn by the
    /// city itself or schematic.</summary>
    public string? ApprovalNumber { get; init; }
}
