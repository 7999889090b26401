namespace CivicLoop.Domain.Bulletins;

/// <summary>What a block of a bulletin shows.</summary>
public enum BlockKind
{
    /// <summary>Words alone.</summary>
    Words,

    /// <summary>The city's figures of the period and of the one before.</summary>
    Figures,

    /// <summary>Districts by on-time closing, as the evaluation ranks them.</summary>
    Districts,

    /// <summary>Lead departments, the same.</summary>
    Departments,

    /// <summary>How it went over the last periods.</summary>
    Trend,

    /// <summary>Pictures of named cases before and after.</summary>
    Pictures,

    /// <summary>What is past its limit, by unit.</summary>
    Overdue,
}

/// <summary>A number of a bulletin.</summary>
/// <param name="Name">A measure (<c>Reported</c>) or an indicator (<c>closed-on-time-rate</c>) of
/// the evaluation.</param>
/// <param name="Part">Cases counted.</param>
/// <param name="Whole">Out of how many, for a share; null for a count.</param>
/// <param name="BeforePart">The same of the period before; null where it is not compared.</param>
public sealed record BulletinFigure(
    string Name, long Part, long? Whole = null, long? BeforePart = null, long? BeforeWhole = null)
{
    public bool IsShare => Whole is not null;

    /// <summary>The share, 0 to 1; null for counts and where nothing was due.</summary>
    public double? Share => Of(Part, Whole);

    /// <summary>Of the period before.</summary>
    public double? ShareBefore => Of(BeforePart ?? 0, BeforeWhole);

    /// <summary>Percentage points for shares, cases for counts; null where one of both is missing.
    /// </summary>
    public double? Change => IsShare
        ? (Share - ShareBefore) * 100
        : BeforePart is { } before ? Part - before : null;

    /// <summary>Whether it says the same, whatever the period before said.</summary>
    public bool Says(BulletinFigure? other) =>
        other is not null && other.Part == Part && other.Whole == Whole;

    private static double? Of(long part, long? whole) =>
        whole is > 0 and { } all ? part / (double)all : null;
}

/// <summary>A line of a block: what its figures count, as a question that can be asked again.
/// </summary>
/// <param name="Key">Code of the area or organisation; empty for the whole city.</param>
/// <param name="FirstDay">First day counted.</param>
/// <param name="LastDay">Last day counted.</param>
public sealed record BulletinRow(
    string Key, DateOnly FirstDay, DateOnly LastDay, IReadOnlyList<BulletinFigure> Figures)
{
    /// <summary>Null where it is not ranked, or too little was due.</summary>
    public int? Rank { get; init; }

    /// <summary>Numbers of cases named in the line; none that is private.</summary>
    public IReadOnlyList<string> Cases { get; init; } = [];

    public BulletinFigure? Find(string name) =>
        Figures.FirstOrDefault(one => one.Name == name);
}

/// <summary>A case shown before and after; both pictures had been let out when it was chosen.
/// </summary>
/// <param name="Before">Id of the picture of the report; null where none was let out.</param>
/// <param name="After">Id of the last one taken on site after it.</param>
public sealed record BulletinPair(
    string CaseNumber, string ClassCode, string? Before, string? After);

/// <summary>A part of a bulletin. What is counted cannot be typed over; heading, words and order
/// can.</summary>
/// <param name="N">Its name within the bulletin; it stays when the order changes.</param>
public sealed record BulletinBlock(int N, BlockKind Kind, string Heading, string Words)
{
    public const int HeadingMax = 80;

    public const int WordsMax = 6_000;

    public IReadOnlyList<BulletinRow> Rows { get; init; } = [];

    public IReadOnlyList<BulletinPair> Pairs { get; init; } = [];

    /// <summary>True where there is nothing to show but the heading.</summary>
    public bool IsEmpty => Words.Length == 0 && Rows.Count == 0 && Pairs.Count == 0;
}
