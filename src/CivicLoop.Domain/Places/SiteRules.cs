using System.Text.Json;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Places;

/// <summary>A site as somebody enters it; what is null was not said.</summary>
public sealed record SiteWish
{
    public string? Code { get; init; }

    public string? Kind { get; init; }

    public string? NameZh { get; init; }

    public string? NameEn { get; init; }

    public string? Address { get; init; }

    public double? Lon { get; init; }

    public double? Lat { get; init; }

    /// <summary>What <see cref="Lon"/> and <see cref="Lat"/> are given in.</summary>
    public CoordinateSystem System { get; init; }

    public string? OperatorName { get; init; }

    public string? CreditCode { get; init; }

    public string? OperatorOrg { get; init; }

    public IReadOnlyDictionary<string, string> Attributes { get; init; } =
        new Dictionary<string, string>();
}

/// <summary>What the register must know of the city.</summary>
/// <param name="Locate">Areas at a longitude and latitude.</param>
/// <param name="IsKind">Whether some edition knows a site kind.</param>
/// <param name="IsOrganization">Whether an organisation works.</param>
public sealed record SiteSurroundings(
    Func<GeoPoint, AreasAt> Locate, Func<string, bool> IsKind, Func<string, bool> IsOrganization);

/// <summary>Rules of the register of sites: what a site needs, and how it ends. A code never
/// changes, for visits, findings and the printed QR code name it.</summary>
public static class SiteRules
{
    public const int CodeMax = 40;
    public const int NameMax = 80;
    public const int AddressMax = 200;
    public const int OperatorMax = 100;
    public const int ReasonMax = 500;

    /// <summary>The site as entered. Errors: a field is missing or unusable; the place is outside
    /// the city; the credit code proves wrong; it is no longer in use.</summary>
    /// <param name="before">The site of this code; null for a new one.</param>
    public static Outcome<Site> Enter(
        SiteWish wish, Site? before, SiteSurroundings city, DateTimeOffset now)
    {
        if ((RefuseWords(wish) ?? RefuseOperator(wish, city)
            ?? SiteAttributes.Refuse(wish.Attributes)) is { } unusable)
        {
            return unusable;
        }

        if (before is { State: not SiteState.Active })
        {
            return new Problem(ProblemCode.SiteEnded, "code", before.Code);
        }

        if (!city.IsKind(wish.Kind!))
        {
            return new Problem(ProblemCode.UnknownValue, "kind", wish.Kind!);
        }

        var place = Coordinates.ToWgs84(
            new GeoPoint(wish.Lon!.Value, wish.Lat!.Value), wish.System);
        var areas = city.Locate(place);
        if (!areas.IsInside)
        {
            return new Problem(
                ProblemCode.PositionOutsideCity, "lat", wish.Lat.Value, wish.Lon.Value);
        }

        var name = wish.NameZh!.Trim();
        return new Site(
            before?.Id ?? Ids.New(now), before?.Code ?? wish.Code!.Trim(), wish.Kind!, name,
            Said(wish.NameEn) ?? name, Said(wish.Address) ?? "", place.Lon, place.Lat,
            areas.DistrictCode!, areas.SubdistrictCode, areas.CommunityCode, areas.BesideCode,
            Said(wish.OperatorName) ?? "", Said(wish.CreditCode), Said(wish.OperatorOrg),
            JsonSerializer.Serialize(
                wish.Attributes.OrderBy(one => one.Key, StringComparer.Ordinal).ToDictionary()),
            SiteState.Active, MergedInto: null, before?.RegisteredAt ?? now, now);
    }

    /// <summary>The site is no more. Errors: no reason; it ended before.</summary>
    public static Outcome<Site> Retire(Site site, string? reason, DateTimeOffset now) =>
        RefuseEnd(site, reason) is { } refused
            ? refused
            : site with { State = SiteState.Retired, ChangedAt = now };

    /// <summary>The site was the same place as another one of its kind. Errors: no reason; one of
    /// them is no longer in use; they are one, or of two kinds.</summary>
    public static Outcome<Site> Merge(Site site, Site into, string? reason, DateTimeOffset now) =>
        RefuseEnd(site, reason) is { } refused ? refused
        : site.Id == into.Id ? new Problem(ProblemCode.MergeIntoItself, "into", into.Code)
        : into.State != SiteState.Active ? new Problem(ProblemCode.SiteEnded, "into", into.Code)
        : into.SiteKindCode != site.SiteKindCode
            ? new Problem(ProblemCode.SiteKindsDiffer, "into", into.Code)
        : site with { State = SiteState.Merged, MergedInto = into.Id, ChangedAt = now };

    /// <summary>Fields in which two states of a site differ, in the API's spelling.</summary>
    public static IReadOnlyList<string> Changes(Site before, Site after) =>
    [
        .. new (string Field, bool Differs)[]
        {
            ("kind", before.SiteKindCode != after.SiteKindCode),
            ("nameZh", before.NameZh != after.NameZh),
            ("nameEn", before.NameEn != after.NameEn),
            ("address", before.Address != after.Address),
            ("place", before.Place != after.Place),
            ("operatorName", before.OperatorName != after.OperatorName),
            ("creditCode", before.OperatorCreditCode != after.OperatorCreditCode),
            ("operatorOrg", before.OperatorOrg != after.OperatorOrg),
            ("attributes", before.Attributes != after.Attributes),
        }.Where(one => one.Differs).Select(one => one.Field),
    ];

    private static Problem? RefuseWords(SiteWish wish) =>
        RefuseCode(wish.Code)
        ?? TextRule.Needed(wish.Kind, "kind", CodeMax)
        ?? TextRule.Needed(wish.NameZh, "nameZh", NameMax)
        ?? TextRule.Short(wish.NameEn, "nameEn", NameMax)
        ?? TextRule.Short(wish.Address, "address", AddressMax)
        ?? (wish.Lat is null ? new Problem(ProblemCode.FieldRequired, "lat")
            : wish.Lon is null ? new Problem(ProblemCode.FieldRequired, "lon")
            : null);

    private static Problem? RefuseCode(string? code) =>
        TextRule.Needed(code, "code", CodeMax)
        ?? (code!.Trim().Any(sign => !char.IsAsciiLetterOrDigit(sign) && sign != '-')
            ? new Problem(ProblemCode.FieldInvalid, "code", code)
            : null);

    private static Problem? RefuseOperator(SiteWish wish, SiteSurroundings city) =>
        TextRule.Short(wish.OperatorName, "operatorName", OperatorMax)
        ?? (Said(wish.CreditCode) is { } code && !SocialCreditCode.IsValid(code)
            ? new Problem(ProblemCode.CreditCodeWrong, "creditCode", code)
            : null)
        ?? (Said(wish.OperatorOrg) is { } org && !city.IsOrganization(org)
            ? new Problem(ProblemCode.UnknownValue, "operatorOrg", org)
            : null);

    private static Problem? RefuseEnd(Site site, string? reason) =>
        TextRule.Needed(reason, "reason", ReasonMax)
        ?? (site.State == SiteState.Active
            ? null
            : new Problem(ProblemCode.SiteEnded, "code", site.Code));

    private static string? Said(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
