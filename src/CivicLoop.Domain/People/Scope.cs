namespace CivicLoop.Domain.People;

/// <summary>Where a permission holds: a subtree of organisations (the line) and a subtree of areas
/// (the territory). Null means the whole city in that direction; both must fit.</summary>
/// <param name="OrganizationPath">Path of the organisation subtree, for example
/// <c>/kmg/kmg-cg/</c>.</param>
/// <param name="AreaCode">Code of the area subtree.</param>
public sealed record Scope(string? OrganizationPath, string? AreaCode)
{
    public static Scope City { get; } = new(null, null);

    public bool Covers(CaseStanding standing) =>
        (OrganizationPath is null || standing.OrganizationPaths.Any(IsInside))
        && (AreaCode is null || standing.AreaCodes.Contains(AreaCode));

    private bool IsInside(string path) =>
        path.StartsWith(OrganizationPath!, StringComparison.Ordinal);
}

/// <summary>Where a case stands, as far as scopes are concerned: the paths of all organisations
/// that answer for it (line, unit, territory) and the codes of all areas it lies in.</summary>
public sealed record CaseStanding(
    IReadOnlyCollection<string> OrganizationPaths, IReadOnlyCollection<string> AreaCodes);
