namespace CivicLoop.Domain.Inspections;

/// <summary>How far a plan has come.</summary>
public enum PlanState
{
    /// <summary>May still change.</summary>
    Draft,

    /// <summary>Frame, rule and secret are fixed; nobody knows the sites yet.</summary>
    Committed,

    /// <summary>The sites are drawn and inspectors sent; only these know theirs.</summary>
    Drawn,

    /// <summary>The secret is public; anybody can draw again.</summary>
    Revealed,

    /// <summary>Given up, with a reason.</summary>
    Dropped,
}

/// <summary>检查计划: which sites are inspected in a time, by which rule they are drawn and who is
/// sent.</summary>
public sealed record InspectionPlan
{
    public required Guid Id { get; init; }

    /// <summary>The city's number of it, for example <c>J2026-0001</c>.</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }

    /// <summary>The document it rests on: no inspection without one.</summary>
    public required string BasisName { get; init; }

    /// <summary>The edition whose check items are looked at.</summary>
    public required string EditionCode { get; init; }

    /// <summary>Codes of the areas with blanks between; empty for the whole city.</summary>
    public required string Areas { get; init; }

    /// <summary>Codes of the site kinds with blanks between; empty for all there are.</summary>
    public required string SiteKinds { get; init; }

    /// <summary>Organisations whose inspectors are sent, with blanks between; empty for all.
    /// </summary>
    public required string InspectorOrgs { get; init; }

    public required int MarginMilli { get; init; }

    public required int Confidence { get; init; }

    public required int StratumMin { get; init; }

    public required int RestDays { get; init; }

    public required int RepeatMilli { get; init; }

    /// <summary>First and last day of the visits.</summary>
    public required DateOnly FromDay { get; init; }

    public required DateOnly ToDay { get; init; }

    public required PlanState State { get; init; }

    /// <summary>Who made it, as the journal names them.</summary>
    public required string MadeBy { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public long Version { get; init; } = 1;

    public IReadOnlyList<string> AreaCodes => CodeList.Read(Areas);

    public IReadOnlyList<string> KindCodes => CodeList.Read(SiteKinds);

    public IReadOnlyList<string> OrganizationCodes => CodeList.Read(InspectorOrgs);

    /// <summary>The rule of its draw, where the frame is fixed on this day.</summary>
    public DrawRule RuleOn(DateOnly day) =>
        new(MarginMilli, Confidence, StratumMin, RestDays, day, RepeatMilli);
}

/// <summary>抽样: the draw of a plan, committed before and revealed after.</summary>
public sealed record InspectionDraw
{
    public required Guid PlanId { get; init; }

    /// <summary>As <see cref="DrawRule"/> writes it.</summary>
    public required string Rule { get; init; }

    public required string FrameHash { get; init; }

    public required string SecretHash { get; init; }

    /// <summary>The secret, encrypted with the city's key until it is revealed.</summary>
    public required byte[] LockedSecret { get; init; }

    /// <summary>Null until it is revealed.</summary>
    public string? Secret { get; init; }

    /// <summary>Where the public word comes from, announced with the commitment; empty for none.
    /// </summary>
    public required string PublicSource { get; init; }

    /// <summary>Null until the draw.</summary>
    public string? PublicWord { get; init; }

    public required DateTimeOffset CommittedAt { get; init; }

    public DateTimeOffset? DrawnAt { get; init; }

    public DateTimeOffset? RevealedAt { get; init; }
}

/// <summary>A line of the frame of a draw, kept so that anybody can draw again.</summary>
public sealed record FrameLine
{
    public required Guid PlanId { get; init; }

    public required string SiteCode { get; init; }

    public required string SiteKindCode { get; init; }

    public required string DistrictCode { get; init; }

    public DateOnly? LastDay { get; init; }

    public FrameSite Site => new(SiteCode, SiteKindCode, DistrictCode, LastDay);
}
