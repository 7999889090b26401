namespace CivicLoop.Domain.Responsibilities;

/// <summary>Says who answers for a class of problems in an area. The first fitting rule in the
/// order of priority decides; among equals the one with the longer class prefix, then the smaller
/// id. </summary>
/// <param name="Priority">Smaller goes first.</param>
/// <param name="ClassPrefix">Beginning of the class code; empty fits all.</param>
/// <param name="AreaCode">An area of the case; null fits all.</param>
/// <param name="LeadOrg">Lead department; null takes the class's own.</param>
/// <param name="Unit">Responsible unit: an organisation's code, or one of the words
/// <c>lead</c> (the lead department), <c>bureau</c> (its branch in the district, coded
/// <c>LEAD-DISTRICT</c>), <c>district</c>, <c>subdistrict</c>, <c>community</c> (the body that owns
/// that territory).</param>
/// <param name="BasisZh">The document it rests on.</param>
public sealed record RoutingRule(
    string Id,
    int Priority,
    string ClassPrefix,
    string? AreaCode,
    string? LeadOrg,
    string Unit,
    string BasisZh,
    string BasisEn)
{
    /// <summary>The words of <see cref="Unit"/> that stand for a body found by line or place.
    /// </summary>
    public static IReadOnlySet<string> UnitWords { get; } =
        new HashSet<string> { "lead", "bureau", "district", "subdistrict", "community" };

    public LocalText Basis => new(BasisZh, BasisEn);
}
