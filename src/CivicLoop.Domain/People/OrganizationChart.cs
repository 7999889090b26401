namespace CivicLoop.Domain.People;

/// <summary>All organisations of a city in their three trees.</summary>
public sealed class OrganizationChart
{
    private readonly Dictionary<string, Organization> byCode;
    private readonly Dictionary<string, Organization> territoryByArea = [];
    private readonly ILookup<string?, Organization> children;

    public OrganizationChart(IEnumerable<Organization> organizations)
    {
        byCode = organizations.ToDictionary(organization => organization.Code);
        children = byCode.Values.ToLookup(organization => organization.ParentCode);
        foreach (var owner in byCode.Values.Where(
            one => one.Tree == OrganizationTree.Territory && one.RetiredAt is null))
        {
            if (owner.AreaCode is { } area)
            {
                territoryByArea.TryAdd(area, owner);
            }
        }
    }

    public IReadOnlyCollection<Organization> All => byCode.Values;

    public Organization? Find(string? code) =>
        code is null ? null : byCode.GetValueOrDefault(code);

    /// <summary>The organisation a person means: by its code, else by its whole name in either
    /// language where one working organisation alone bears it; null where none or several do.
    /// </summary>
    public Organization? Meant(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var word = text.Trim();
        if (Find(word) is { } known)
        {
            return known;
        }

        var named = byCode.Values.Where(one => one.RetiredAt is null
            && (one.NameZh == word || one.NameEn == word)).Take(2).ToList();
        return named is [var only] ? only : null;
    }

    /// <summary>Path in its tree; null when there is no such organisation.</summary>
    public string? PathOf(string code) => Find(code)?.Path;

    /// <summary>Codes of an organisation and all below it.</summary>
    public IReadOnlyList<string> Within(string path) =>
        [.. byCode.Values
            .Where(one => one.Path.StartsWith(path, StringComparison.Ordinal))
            .Select(one => one.Code)];

    public IEnumerable<Organization> ChildrenOf(string? code) => children[code];

    /// <summary>块: the body that owns an area; null where none was named.</summary>
    public Organization? OwnerOf(string? areaCode) =>
        areaCode is null ? null : territoryByArea.GetValueOrDefault(areaCode);
}
