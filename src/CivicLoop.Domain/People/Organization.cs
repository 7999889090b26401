namespace CivicLoop.Domain.People;

/// <summary>The three separate trees of organisations.</summary>
public enum OrganizationTree
{
    /// <summary>条: departments and companies.</summary>
    Line,

    /// <summary>块: city, districts, subdistricts, communities.</summary>
    Territory,

    /// <summary>指挥: headquarters, its office, sub-headquarters, inspection groups.</summary>
    Command,
}

/// <summary>A body that can answer for something (单位).</summary>
/// <param name="Path">Codes from the root of its tree down to it, each between slashes:
/// <c>/km-cg/km-cg-530102/</c>.</param>
/// <param name="Kind">What it is in city words: department, bureau, company, district, …</param>
/// <param name="AreaCode">The area it answers for; null for the whole city.</param>
public sealed record Organization(
    string Code,
    OrganizationTree Tree,
    string? ParentCode,
    string Path,
    string NameZh,
    string NameEn,
    string Kind,
    string? AreaCode)
{
    public LocalText Name => new(NameZh, NameEn);

    /// <summary>When it was given up; it stays, because old cases name it. Null while it works.
    /// </summary>
    public DateTimeOffset? RetiredAt { get; init; }
}
