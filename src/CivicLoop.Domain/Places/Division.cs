namespace CivicLoop.Domain.Places;

/// <summary>A statutory area as the code list names it (区划), without any shape.</summary>
/// <param name="Toward">Roughly where it lies, to place it on a schematic map beside its true
/// neighbours; null where its order by code will do.</param>
public sealed record Division(string Code, string NameZh, string NameEn, GeoPoint? Toward);

/// <summary>An area across the divisions, described by the divisions it is made of.</summary>
public sealed record Zone(
    string Code, AreaKind Kind, string NameZh, string NameEn, IReadOnlyList<string> Members);
