using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Inspections;

/// <summary>How an item or a site kind is looked at.</summary>
public enum ProtocolKind
{
    /// <summary>Looked at where it is.</summary>
    Look,

    /// <summary>A stretch is walked and everything on it counted: 300 m of a main street; 200 m
    /// from the gate and two stairwells of a compound.</summary>
    Walk,

    /// <summary>At a crossing: who yielded of who passed, by lane, in a timed window.</summary>
    Crossing,
}

/// <summary>检查方法: how an item or kind is looked at, whether it needs a picture and why, and which
/// class of problems it becomes when it is not in order. Data of the city, beside the edition.
/// </summary>
public sealed record CheckProtocol
{
    public const int MetresMax = 5_000;
    public const int StairwellsMax = 20;
    public const int MinutesMax = 120;
    public const int ReasonMax = 120;

    /// <summary>Code of a check item (<c>S0402</c>) or of a site kind (<c>S01</c>).</summary>
    public required string SubjectCode { get; init; }

    public required ProtocolKind Kind { get; init; }

    /// <summary>Metres to walk; 0 where no walk is asked.</summary>
    public required int Metres { get; init; }

    /// <summary>Stairwells to look into, beside the walk.</summary>
    public required int Stairwells { get; init; }

    /// <summary>Minutes to watch a crossing; 0 for no window.</summary>
    public required int Minutes { get; init; }

    /// <summary>Why a picture is needed when it is not in order; null where none is asked for.
    /// </summary>
    public string? PhotoReasonZh { get; init; }

    public string? PhotoReasonEn { get; init; }

    /// <summary>Class of the case a finding becomes; null where it becomes none.</summary>
    public string? ClassCode { get; init; }

    /// <summary>When sites of a kind can be visited, as <c>08:30-12:00</c>; empty for any time.
    /// Said of a kind, not of an item.</summary>
    public string Hours { get; init; } = "";

    public DayMinutes? Open => DayMinutes.Parse(Hours);

    public LocalText? PhotoReason => PhotoReasonZh is null
        ? null
        : new LocalText(PhotoReasonZh, PhotoReasonEn ?? PhotoReasonZh);
}

/// <summary>What a protocol may say.</summary>
public static class ProtocolRules
{
    /// <summary>Null where it is well. Errors: a number that makes no sense, a reason that is too
    /// long, a class nobody knows.</summary>
    public static Problem? Refuse(CheckProtocol wanted, Func<string, bool> isClass) =>
        Between(wanted.Metres, CheckProtocol.MetresMax, "metres")
        ?? Between(wanted.Stairwells, CheckProtocol.StairwellsMax, "stairwells")
        ?? Between(wanted.Minutes, CheckProtocol.MinutesMax, "minutes")
        ?? TextRule.Needed(wanted.SubjectCode, "subject", PlanRules.NameMax)
        ?? TextRule.Short(wanted.PhotoReasonZh, "photoReasonZh", CheckProtocol.ReasonMax)
        ?? TextRule.Short(wanted.PhotoReasonEn, "photoReasonEn", CheckProtocol.ReasonMax)
        ?? (wanted.Hours.Length > 0 && wanted.Open is null
            ? new Problem(ProblemCode.FieldInvalid, "hours", wanted.Hours)
            : null)
        ?? (wanted.ClassCode is { } code && !isClass(code)
            ? new Problem(ProblemCode.UnknownClass, "class", code)
            : null);

    private static Problem? Between(int value, int most, string field) =>
        value < 0 || value > most ? new Problem(ProblemCode.FieldInvalid, field, value) : null;
}
