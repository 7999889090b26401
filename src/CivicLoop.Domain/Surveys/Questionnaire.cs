using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Surveys;

/// <summary>What may be chosen at an item.</summary>
public enum SurveyItemKind
{
    /// <summary>是 or 否.</summary>
    YesNo,

    /// <summary>很满意 to 很不满意 in five steps.</summary>
    FiveStep,
}

/// <summary>题目: one question with what its answers are worth.</summary>
/// <param name="Points">Points of a hundred for each choice in its order; usual are 100 and 0, or
/// 100, 75, 50, 25 and 0. A question whose yes is bad turns them round.</param>
/// <param name="IsNeeded">False where it may be left out.</param>
/// <param name="Measure">The measure of the edition it answers; null for none.</param>
public sealed record SurveyItem(
    string Code, LocalText Text, SurveyItemKind Kind, IReadOnlyList<int> Points, bool IsNeeded,
    string? Measure)
{
    public const int PointsMax = 100;

    /// <summary>What a choice is usually worth.</summary>
    public static IReadOnlyList<int> UsualPoints(SurveyItemKind kind) =>
        kind == SurveyItemKind.YesNo ? [100, 0] : [100, 75, 50, 25, 0];

    /// <summary>How many choices a kind of item has.</summary>
    public static int ChoicesOf(SurveyItemKind kind) => UsualPoints(kind).Count;
}

/// <summary>A coarse class that respondents name themselves, for example an age band. Nothing finer
/// is ever asked or kept.</summary>
public sealed record SurveyBand(string Code, LocalText Name);

/// <summary>层: the residents of one class in one district.</summary>
/// <param name="Residents">How many there are; the answers are weighted to them.</param>
/// <param name="Quota">Answers wanted, after which no more are taken; 0 for any number.</param>
public sealed record SurveyStratum(string District, string Band, int Residents, int Quota)
{
    /// <summary>As forms name it.</summary>
    public string Key => $"{District}/{Band}";
}

/// <summary>问卷: everything a survey asks, whom, and how its answers count; data of the city.
/// </summary>
public sealed record Questionnaire
{
    public const int TitleMax = 100;
    public const int IntroMax = 600;
    public const int BasisMax = 200;
    public const int ItemsMax = 40;
    public const int ItemMax = 200;
    public const int BandsMax = 8;
    public const int CodeMax = 20;
    public const int StrataMax = 400;

    /// <summary>A survey is a question of weeks; a longer one asks about different times.</summary>
    public const int DaysMax = 184;

    /// <summary>Fewer answers of a class in a district could tell who answered what.</summary>
    public const int ShownLeast = 5;

    public const int ShownMax = 100;
    public const int HoldsMax = 24;

    /// <summary>A city of a hundred million would be one stratum.</summary>
    public const int ResidentsMax = 100_000_000;

    public required LocalText Title { get; init; }

    public required LocalText Intro { get; init; }

    public required DateOnly From { get; init; }

    public required DateOnly Until { get; init; }

    /// <summary>Months for which scores take the results, from the one it closes in.</summary>
    public int HoldsMonths { get; init; } = 12;

    /// <summary>With fewer answers a stratum is not shown.</summary>
    public int LeastShown { get; init; } = ShownLeast;

    /// <summary>True where anybody may answer by the open link.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The edition whose measures its items answer; null for none.</summary>
    public string? Edition { get; init; }

    /// <summary>Where the numbers of residents come from.</summary>
    public string Basis { get; init; } = "";

    public IReadOnlyList<SurveyItem> Items { get; init; } = [];

    public IReadOnlyList<SurveyBand> Bands { get; init; } = [];

    public IReadOnlyList<SurveyStratum> Strata { get; init; } = [];

    /// <summary>Null where the class is not asked of the district.</summary>
    public SurveyStratum? Find(string? key) =>
        key is null ? null : Strata.FirstOrDefault(one => one.Key == key);

    /// <summary>Why it cannot be kept even as a draft; null where it can.</summary>
    public Problem? Refuse() =>
        TextRule.Needed(Title?.Zh, "titleZh", TitleMax)
        ?? TextRule.Needed(Title?.En, "titleEn", TitleMax)
        ?? TextRule.Short(Intro?.Zh, "introZh", IntroMax)
        ?? TextRule.Short(Intro?.En, "introEn", IntroMax)
        ?? TextRule.Short(Basis, "basis", BasisMax)
        ?? (Until < From || Until.DayNumber - From.DayNumber > DaysMax
            ? new Problem(ProblemCode.SurveyDaysUnfit, "until", DaysMax)
        : HoldsMonths is < 1 or > HoldsMax
            ? new Problem(ProblemCode.LimitTooLarge, "holdsMonths", HoldsMax)
        : LeastShown is < ShownLeast or > ShownMax
            ? new Problem(ProblemCode.SurveyLeastUnfit, "leastShown", ShownLeast, ShownMax)
        : Items.Count > ItemsMax ? new Problem(ProblemCode.LimitTooLarge, "items", ItemsMax)
        : Bands.Count > BandsMax ? new Problem(ProblemCode.LimitTooLarge, "bands", BandsMax)
        : Strata.Count > StrataMax ? new Problem(ProblemCode.LimitTooLarge, "strata", StrataMax)
        : null)
        ?? RefuseItems() ?? RefuseStrata();

    /// <summary>Why nobody can be asked; null where it may begin.</summary>
    public Problem? RefuseStart(IReadOnlyCollection<string> districts, DateOnly today) =>
        Items.Count == 0 ? new Problem(ProblemCode.FieldRequired, "items")
        : Strata.Count == 0 ? new Problem(ProblemCode.FieldRequired, "strata")
        : TextRule.Needed(Basis, "basis", BasisMax) is { } missing ? missing
        : Until < today ? new Problem(ProblemCode.SurveyDaysUnfit, "until", DaysMax)
        : Strata.FirstOrDefault(one => !districts.Contains(one.District)) is { } strange
            ? new Problem(ProblemCode.UnknownValue, "strata", strange.District)
        : null;

    private Problem? RefuseItems()
    {
        var codes = new HashSet<string>();
        var measures = new HashSet<string>();
        foreach (var item in Items)
        {
            if ((TextRule.Needed(item.Code, "items", CodeMax)
                ?? TextRule.Needed(item.Text?.Zh, "items", ItemMax)
                ?? TextRule.Needed(item.Text?.En, "items", ItemMax)) is { } missing)
            {
                return missing;
            }

            // Two items for one measure would leave open which of them counts.
            if (!codes.Add(item.Code) || (item.Measure is { } one && !measures.Add(one))
                || item.Points.Count != SurveyItem.ChoicesOf(item.Kind)
                || item.Points.Any(one => one is < 0 or > SurveyItem.PointsMax))
            {
                return new Problem(ProblemCode.SurveyItemUnfit, "items", item.Code);
            }
        }

        return null;
    }

    private Problem? RefuseStrata()
    {
        var bands = new HashSet<string>();
        foreach (var band in Bands)
        {
            if ((TextRule.Needed(band.Code, "bands", CodeMax)
                ?? TextRule.Needed(band.Name?.Zh, "bands", TitleMax)
                ?? TextRule.Needed(band.Name?.En, "bands", TitleMax)) is { } missing)
            {
                return missing;
            }

            if (!bands.Add(band.Code) || band.Code.Contains('/', StringComparison.Ordinal))
            {
                return new Problem(ProblemCode.SurveyStratumUnfit, "bands", band.Code);
            }
        }

        var keys = new HashSet<string>();
        return Strata.FirstOrDefault(one => !keys.Add(one.Key) || !bands.Contains(one.Band)
            || one.Residents is < 1 or > ResidentsMax || one.Quota < 0
            || one.Quota > one.Residents) is { } wrong
            ? new Problem(ProblemCode.SurveyStratumUnfit, "strata", wrong.Key)
            : null;
    }
}
