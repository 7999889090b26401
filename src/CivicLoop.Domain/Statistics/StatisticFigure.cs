using CivicLoop.Domain.Scores;

namespace CivicLoop.Domain.Statistics;

/// <summary>How far a figure has come.</summary>
public enum FigureState
{
    /// <summary>待确认: entered; counts nowhere yet.</summary>
    Waiting,

    /// <summary>已确认: another body confirmed it, and it counts.</summary>
    Confirmed,

    /// <summary>已退回: another body sent it back with words; it never counted.</summary>
    Refused,

    /// <summary>已替换: counted until another figure that was confirmed took its place.</summary>
    Replaced,
}

/// <summary>统计数据: what was good of how many, of one measure, one unit and one month, as a
/// statistical office, a register or the ratings of services say it. A confirmed figure is never
/// changed; another one with a reason takes its place.</summary>
public sealed record StatisticFigure
{
    /// <summary>Counts of a city's month are smaller; a longer number is a slip.</summary>
    public const long WholeMax = 1_000_000_000;

    public const int SourceMax = 200;
    public const int NumberMax = 60;
    public const int WordsMax = 500;

    public required Guid Id { get; init; }

    /// <summary>The edition its measure is of; empty for service ratings, which are of none.
    /// </summary>
    public required string EditionCode { get; init; }

    /// <summary>Code of the measure, or the rating's name.</summary>
    public required string MeasureCode { get; init; }

    public required UnitKind UnitKind { get; init; }

    /// <summary>Code of the area or organisation; empty for the city.</summary>
    public required string UnitCode { get; init; }

    /// <summary>As <see cref="ScorePeriod"/> writes months, for example <c>2026-11</c>.</summary>
    public required string Month { get; init; }

    /// <summary>What was good; at most <see cref="Whole"/>.</summary>
    public required long Part { get; init; }

    /// <summary>Of how many; 0 where nothing happened, which says nothing.</summary>
    public required long Whole { get; init; }

    /// <summary>The document or system it was taken from.</summary>
    public required string SourceName { get; init; }

    /// <summary>The document's number; empty where the source has none.</summary>
    public required string SourceNumber { get; init; }

    /// <summary>The document's day, or when it was read from the system.</summary>
    public required DateOnly SourceDay { get; init; }

    public required string EnteredBy { get; init; }

    /// <summary>The body that entered it.</summary>
    public required string EnteredOrg { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    public required FigureState State { get; init; }

    /// <summary>Who confirmed it or sent it back.</summary>
    public string? DecidedBy { get; init; }

    public string? DecidedOrg { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>Why it was sent back.</summary>
    public string Words { get; init; } = "";

    /// <summary>The confirmed figure it is to take the place of.</summary>
    public Guid? ReplacesId { get; init; }

    /// <summary>Why it is to.</summary>
    public string Reason { get; init; } = "";

    /// <summary>When another took its place.</summary>
    public DateTimeOffset? ReplacedAt { get; init; }

    public long Version { get; init; } = 1;

    public FigureKey Key => new(EditionCode, MeasureCode, UnitKind, UnitCode, Month);

    /// <summary>Whether it says the same as another of its key.</summary>
    public bool Says(StatisticFigure other) => Key == other.Key && Part == other.Part
        && Whole == other.Whole && SourceName == other.SourceName
        && SourceNumber == other.SourceNumber && SourceDay == other.SourceDay;

    /// <summary>Whether it counts for a score as of an instant.</summary>
    /// <param name="asOf">Null for now.</param>
    public bool CountsAt(DateTimeOffset? asOf) => asOf is not { } at
        ? State == FigureState.Confirmed
        : State is FigureState.Confirmed or FigureState.Replaced && DecidedAt < at
            && (ReplacedAt is not { } replaced || replaced >= at);
}

/// <summary>What at most one figure counts for at a time.</summary>
public readonly record struct FigureKey(
    string EditionCode, string MeasureCode, UnitKind UnitKind, string UnitCode, string Month);

/// <summary>好差评: a service rating that figures are handed in of. Of organisations, never of
/// persons.</summary>
/// <param name="Code">As nodes of scorecards name it.</param>
public sealed record ServiceRating(string Code, string NameZh, string NameEn)
{
    /// <summary>好评率: the upper three of five levels ÷ all ratings (GB/T 39735-2020).</summary>
    public static ServiceRating Good { get; } = new("good-rate", "好差评好评率", "Good ratings");

    public static IReadOnlyList<ServiceRating> All { get; } = [Good];

    public LocalText Name => new(NameZh, NameEn);
}
