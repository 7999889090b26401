namespace CivicLoop.Domain.Responsibilities;

/// <summary>What somebody can answer for.</summary>
public enum DutySubject
{
    /// <summary>测评标准 of an edition.</summary>
    Criterion,

    /// <summary>点位类型, by the code the editions give it.</summary>
    SiteKind,

    /// <summary>区域.</summary>
    Area,

    /// <summary>点位.</summary>
    Site,

    /// <summary>A class of the catalogue of problems (小类).</summary>
    Category,
}

/// <summary>How somebody answers: by line, by unit, by territory, or at the place itself.</summary>
public enum DutyRole
{
    /// <summary>牵头单位, the line's answer. One at a time for a subject and an area.</summary>
    LeadDepartment,

    /// <summary>责任单位: must do it.</summary>
    ResponsibleUnit,

    /// <summary>配合单位: must help.</summary>
    SupportingUnit,

    /// <summary>属地: owns the area.</summary>
    TerritorialOwner,

    /// <summary>点位长: the operator's named answer for a site.</summary>
    SiteKeeper,
}

/// <summary>One thing that somebody answers for.</summary>
/// <param name="EditionCode">The edition a criterion stands in; empty for all other kinds.</param>
public readonly record struct DutyTopic(DutySubject Kind, string EditionCode, string Code)
{
    public static DutyTopic Criterion(string edition, string code) =>
        new(DutySubject.Criterion, edition, code);

    public static DutyTopic SiteKind(string code) => new(DutySubject.SiteKind, "", code);

    public static DutyTopic Area(string code) => new(DutySubject.Area, "", code);

    public static DutyTopic Site(string code) => new(DutySubject.Site, "", code);

    public static DutyTopic Category(string code) => new(DutySubject.Category, "", code);
}

/// <summary>责任: an organisation answers for something, from one day to another, because a document
/// says so. What has held stays, so that an old year finds who answered then.</summary>
public sealed record DutyRecord
{
    public required Guid Id { get; init; }

    public required DutySubject SubjectKind { get; init; }

    /// <summary>Only for a criterion; empty otherwise.</summary>
    public required string EditionCode { get; init; }

    public required string SubjectCode { get; init; }

    public required DutyRole Role { get; init; }

    /// <summary>The duty holds only in this area and those inside it; null holds in the whole city.
    /// One for a smaller area goes before one for a larger.</summary>
    public string? AreaCode { get; init; }

    /// <summary>The organisation that answers; null only for a keeper whose firm is none of the
    /// city's organisations.</summary>
    public string? HolderCode { get; init; }

    /// <summary>Name of the firm that runs the site, where it is no organisation of the city.
    /// </summary>
    public string HolderName { get; init; } = "";

    /// <summary>The post that answers, such as <c>市场主任</c>; never a person's name or telephone.
    /// </summary>
    public string HolderTitle { get; init; } = "";

    /// <summary>First day it holds.</summary>
    public required DateOnly FromDay { get; init; }

    /// <summary>Last day it holds; null while no end is known.</summary>
    public DateOnly? ToDay { get; init; }

    /// <summary>The document it rests on.</summary>
    public required string BasisName { get; init; }

    /// <summary>Its number, such as <c>昆办发〔2017〕30号</c>; empty where it has none.</summary>
    public string BasisNumber { get; init; } = "";

    public DateOnly? BasisDay { get; init; }

    /// <summary>Who entered it, as the journal names them.</summary>
    public required string EnteredBy { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    public long Version { get; init; } = 1;

    public DutyTopic Topic => new(SubjectKind, EditionCode, SubjectCode);

    /// <summary>Whether it holds on a day, both ends counted.</summary>
    public bool HoldsOn(DateOnly day) => FromDay <= day && (ToDay is not { } end || day <= end);

    /// <summary>Whether the two hold on a common day.</summary>
    public bool Meets(DutyRecord other) =>
        (ToDay is not { } end || other.FromDay <= end)
        && (other.ToDay is not { } last || FromDay <= last);
}
