namespace CivicLoop.Domain.Places;

/// <summary>What became of a site.</summary>
public enum SiteState
{
    /// <summary>It is there and may be inspected.</summary>
    Active,

    /// <summary>It is no more; its visits stay.</summary>
    Retired,

    /// <summary>It was the same place as another one, which goes on.</summary>
    Merged,
}

/// <summary>点位: a place that is inspected, such as a market, a crossing or a residential compound.
/// </summary>
/// <param name="Code">The city's own number of it; printed with its QR code.</param>
/// <param name="SiteKindCode">点位类型, by the code the editions give it.</param>
/// <param name="OperatorName">Who runs it; empty where nobody does, as on a street.</param>
/// <param name="OperatorCreditCode">The operator's <see cref="People.SocialCreditCode"/>.</param>
/// <param name="OperatorOrg">The operator as an organisation of the city; null if it is none.
/// </param>
/// <param name="Attributes">What its kind asks for (licence, risk grade), a JSON object of texts.
/// </param>
/// <param name="MergedInto">The site that goes on in its place.</param>
public sealed record Site(
    Guid Id,
    string Code,
    string SiteKindCode,
    string NameZh,
    string NameEn,
    string Address,
    double Lon,
    double Lat,
    string DistrictCode,
    string? SubdistrictCode,
    string? CommunityCode,
    string? BesideCode,
    string OperatorName,
    string? OperatorCreditCode,
    string? OperatorOrg,
    string Attributes,
    SiteState State,
    Guid? MergedInto,
    DateTimeOffset RegisteredAt,
    DateTimeOffset ChangedAt)
{
    public LocalText Name => new(NameZh, NameEn);

    public GeoPoint Place => new(Lon, Lat);

    /// <summary>The areas it lies in, the smallest first.</summary>
    public IEnumerable<string> AreaCodes =>
        new[] { CommunityCode, SubdistrictCode, DistrictCode, BesideCode }.OfType<string>();
}
