using CivicLoop.Domain.Intake;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Modules.Intake;

/// <summary>What an import did and how the result compares with the other system's own words.
/// </summary>
internal sealed record ImportReport
{
    public required string File { get; init; }

    public required string Mapping { get; init; }

    public bool DryRun { get; init; }

    /// <summary>True when it was stopped; running it again goes on where it stopped.</summary>
    public bool Interrupted { get; init; }

    public int Rows { get; init; }

    /// <summary>Cases stored for the first time.</summary>
    public int New { get; init; }

    /// <summary>Cases that were there already and have not changed.</summary>
    public int Known { get; init; }

    /// <summary>Cases that were there and got the steps they lacked.</summary>
    public int BroughtOn { get; init; }

    public int Rejected { get; init; }

    public IReadOnlyDictionary<ProblemCode, int> RejectedBy { get; init; } =
        new Dictionary<ProblemCode, int>();

    /// <summary>Where the rejected rows stand; null where there are none.</summary>
    public string? RejectedFile { get; init; }

    /// <summary>Rows with a local time that clocks showed twice; the first was taken.</summary>
    public int AmbiguousTimes { get; init; }

    /// <summary>The latest instant in the file at which open cases are judged.</summary>
    public DateTimeOffset? DataEnd { get; init; }

    public Agreement<VerdictGap> ClosedVerdicts { get; init; } = new();

    public Agreement<VerdictGap> OpenVerdicts { get; init; } = new();

    /// <summary>Rows without a limit, by the other system's flag.</summary>
    public IReadOnlyDictionary<string, int> WithoutLimit { get; init; } =
        new Dictionary<string, int>();

    public Agreement<AreaGap> Areas { get; init; } = new();

    /// <summary>Rows that name no area, or one that stands for the whole city.</summary>
    public int AreasUnnamed { get; init; }

    /// <summary>Rows at the position the other system writes where it knows none; they stand in no
    /// area's ranking.</summary>
    public int PlaceholderPositions { get; init; }

    public IReadOnlyList<RankedRow> Units { get; init; } = [];

    public IReadOnlyList<RankedRow> Places { get; init; } = [];

    public double Seconds { get; init; }

    /// <summary>Rows read, decided and, where new, stored in a second.</summary>
    public double RowsPerSecond => Seconds > 0 ? Rows / Seconds : 0;
}

/// <summary>How often two systems say the same, and why not.</summary>
internal sealed class Agreement<TGap>
    where TGap : struct, Enum
{
    /// <summary>As many as a person looks at before believing the class of cause.</summary>
    public const int ExamplesMax = 5;

    public int Compared { get; private set; }

    public int Agree { get; private set; }

    public double Share => Compared == 0 ? 0 : Agree / (double)Compared;

    public Dictionary<TGap, GapCount> Gaps { get; } = [];

    public void Add(TGap? gap, Func<string> example)
    {
        Compared++;
        if (gap is not { } cause)
        {
            Agree++;
            return;
        }

        var count = Gaps.GetValueOrDefault(cause, new GapCount(0, []));
        Gaps[cause] = count with
        {
            Rows = count.Rows + 1,
            Examples = count.Examples.Count < ExamplesMax
                ? [.. count.Examples, example()]
                : count.Examples,
        };
    }
}

internal sealed record GapCount(int Rows, IReadOnlyList<string> Examples);

/// <summary>One line of a ranking: on time ÷ (due and closed + open and overdue).</summary>
/// <param name="TheirOnTime">Cases with a limit that the other system flags on time.</param>
/// <param name="TheirDue">Cases with a limit that the other system flags either way.</param>
internal sealed record RankedRow(
    string Code, string Name, int Cases, int Closed, int OnTime, int ClosedWithLimit,
    int OpenOverdue, int TheirOnTime, int TheirDue)
{
    public int Due => ClosedWithLimit + OpenOverdue;

    /// <summary>Null where nothing was due.</summary>
    public double? Rate => Due == 0 ? null : OnTime / (double)Due;

    /// <summary>False where too little was due to say anything.</summary>
    public bool IsRanked => Due >= Domain.Scores.Ranking.LeastDue;

    /// <summary>What the order goes by: the lower end of the rate's 95 % interval.</summary>
    public double? AtLeast =>
        Due == 0 ? null : Domain.Scores.Ranking.Interval(OnTime, Due).Low;

    /// <summary>The same by the other system's own flags; null where it flags nothing.</summary>
    public double? TheirRate => TheirDue == 0 ? null : TheirOnTime / (double)TheirDue;
}
