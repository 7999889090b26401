using CivicLoop.Domain.Calendar;

namespace CivicLoop.Domain.Cases;

/// <summary>Whether a class is about a thing that stands there or about something that happens
/// (GB/T 30428.2).</summary>
public enum CaseClassKind
{
    /// <summary>事件.</summary>
    Event,

    /// <summary>部件.</summary>
    Component,
}

/// <summary>A class of problems (大类·小类) with the conditions under which it is opened and closed.
/// </summary>
/// <param name="Code">E or C and the four digits of GB/T 30428.2 for its classes: <c>E0102</c>.
/// </param>
/// <param name="Keywords">Words a resident would use, separated by spaces.</param>
/// <param name="LeadDepartment">条: code of the organisation that answers for the class.</param>
/// <param name="IsPrivate">Its cases are never shown outside.</param>
/// <param name="IsSafety">Every fix is re-checked.</param>
public sealed record CaseClass(
    string Code,
    CaseClassKind Kind,
    string GroupCode,
    string GroupZh,
    string GroupEn,
    string NameZh,
    string NameEn,
    string Keywords,
    string? LeadDepartment,
    bool IsPrivate,
    bool IsSafety,
    string? PhotoReasonZh,
    string? PhotoReasonEn,
    bool IsActive)
{
    public LocalText Name => new(NameZh, NameEn);

    public LocalText Group => new(GroupZh, GroupEn);

    /// <summary>Why the checker's picture is needed; null where none is.</summary>
    public LocalText? PhotoReason => PhotoReasonZh is null
        ? null
        : new LocalText(PhotoReasonZh, PhotoReasonEn ?? PhotoReasonZh);
}

/// <summary>One condition of a class (立案条件, 结案条件) with a limit of its own.</summary>
/// <param name="N">1 and up; the first is assumed until staff choose another.</param>
/// <param name="LimitMilli">Thousandths of an hour or day; null where it is agreed per
/// case.</param>
/// <param name="Source">Where the numbers come from.</param>
public sealed record CaseCondition(
    string ClassCode,
    int N,
    string OpeningZh,
    string OpeningEn,
    string ClosingZh,
    string ClosingEn,
    long? LimitMilli,
    ClockKind? LimitKind,
    string Source)
{
    public LocalText Opening => new(OpeningZh, OpeningEn);

    public LocalText Closing => new(ClosingZh, ClosingEn);

    public TimeLimit? Limit => LimitMilli is { } milli && LimitKind is { } kind
        ? TimeLimit.FromMilli(milli, kind)
        : null;
}
