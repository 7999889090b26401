using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.FoodSafety;

/// <summary>食品安全风险等级, from low to high.</summary>
public enum RiskGrade
{
    A,
    B,
    C,
    D,
}

/// <summary>What one grade asks for.</summary>
/// <param name="PointsMax">Most points it has.</param>
/// <param name="VisitsMin">Visits a year at least.</param>
/// <param name="VisitsMax">Visits a year at most.</param>
public sealed record GradeRule(RiskGrade Grade, int PointsMax, int VisitsMin, int VisitsMax);

/// <summary>风险分级规则: points, grades and what a record changes; the city's data, because the trial
/// rule of 2016 may have been replaced where it is used.</summary>
/// <param name="StaticMax">Most points for what the operator is (静态).</param>
/// <param name="DynamicMax">Most points for what was seen (动态).</param>
/// <param name="Grades">From A to D; the last one's points are all there are.</param>
/// <param name="RaiseAfter">Serious penalties in a year that raise the next year's grade.</param>
/// <param name="LowerAfterYears">Clean years in a row that lower it.</param>
/// <param name="BasisName">The document they rest on.</param>
public sealed record FoodRules(
    int StaticMax, int DynamicMax, IReadOnlyList<GradeRule> Grades, int RaiseAfter,
    int LowerAfterYears, string BasisName)
{
    private const int VisitsLimit = 52;

    /// <summary>Why these rules grade nothing; null where they do.</summary>
    public Problem? Fault()
    {
        var order = Grades.Select(one => one.Grade).SequenceEqual(Enum.GetValues<RiskGrade>());
        var rising = Grades.Zip(Grades.Skip(1)).All(pair =>
            pair.First.PointsMax < pair.Second.PointsMax);
        var visits = Grades.All(one => one.VisitsMin is >= 1 and <= VisitsLimit
            && one.VisitsMax >= one.VisitsMin && one.VisitsMax <= VisitsLimit);
        return StaticMax < 0 || DynamicMax < 0 || RaiseAfter < 1 || LowerAfterYears < 1 || !order
            || !rising || !visits || Grades[^1].PointsMax != StaticMax + DynamicMax
            || string.IsNullOrWhiteSpace(BasisName)
                ? new Problem(ProblemCode.FoodRulesUnfit, "rules")
                : null;
    }

    /// <summary>The grade of a score. Errors: points below nought or above what there is.</summary>
    public Outcome<RiskGrade> GradeOf(int statically, int dynamically) =>
        statically < 0 || statically > StaticMax
            ? new Problem(ProblemCode.FoodPointsWrong, "staticPoints", StaticMax)
            : dynamically < 0 || dynamically > DynamicMax
                ? new Problem(ProblemCode.FoodPointsWrong, "dynamicPoints", DynamicMax)
                : Grades.First(one => statically + dynamically <= one.PointsMax).Grade;

    /// <summary>Visits of a year: the least of the grade in the lower half of its points, the most
    /// in the upper.</summary>
    public int VisitsOf(RiskGrade grade, int points)
    {
        var rule = Grades[(int)grade];
        var below = grade == RiskGrade.A ? -1 : Grades[(int)grade - 1].PointsMax;
        return (points - below) * 2 > rule.PointsMax - below ? rule.VisitsMax : rule.VisitsMin;
    }

    /// <summary>The grade of the next year: one up after serious penalties, one down after clean
    /// years, else the same.</summary>
    /// <param name="serious">Serious penalties of the year that ends.</param>
    /// <param name="cleanYears">Years in a row, up to and with this one, without any record since
    /// the grade was last scored or moved.</param>
    public (RiskGrade Grade, GradeMove Move) Next(RiskGrade grade, int serious, int cleanYears) =>
        serious >= RaiseAfter && grade < RiskGrade.D ? (grade + 1, GradeMove.Raised)
        : serious < RaiseAfter && cleanYears >= LowerAfterYears && grade > RiskGrade.A
            ? (grade - 1, GradeMove.Lowered)
        : (grade, GradeMove.Kept);
}

/// <summary>How a year's grade came to be.</summary>
public enum GradeMove
{
    /// <summary>By points.</summary>
    Scored,

    /// <summary>As the year before.</summary>
    Kept,

    /// <summary>One higher, for serious penalties.</summary>
    Raised,

    /// <summary>One lower, for clean years.</summary>
    Lowered,
}

/// <summary>A part of a year in which a visit is due.</summary>
public sealed record VisitWindow(DateOnly From, DateOnly To);

/// <summary>Spreads the visits of a year.</summary>
public static class FoodSchedule
{
    private const int Months = 12;
    private const int LastOfMonth = 31;

    /// <summary>Cuts what is left of a year into as many parts, alike but for a day.</summary>
    /// <param name="from">First day that is left.</param>
    public static IReadOnlyList<VisitWindow> Spread(int year, DateOnly from, int visits)
    {
        var last = new DateOnly(year, Months, LastOfMonth);
        var first = from.Year < year ? new DateOnly(year, 1, 1) : from;
        var days = last.DayNumber - first.DayNumber + 1;
        var parts = Math.Min(visits, days);
        return first > last
            ? []
            :
            [
                .. Enumerable.Range(0, parts).Select(n => new VisitWindow(
                    first.AddDays(days * n / parts),
                    first.AddDays((days * (n + 1) / parts) - 1))),
            ];
    }

    /// <summary>Visits still due in what is left of a year of which some are done: a grade that
    /// changes in July does not ask for a whole year's visits in six months.</summary>
    public static int Left(int year, DateOnly from, int wanted, int done)
    {
        var first = new DateOnly(year, 1, 1);
        var last = new DateOnly(year, Months, LastOfMonth);
        var whole = last.DayNumber - first.DayNumber + 1;
        var left = Math.Clamp(last.DayNumber - from.DayNumber + 1, 0, whole);
        var share = ((wanted * left) + whole - 1) / whole;
        return Math.Max(0, Math.Min(share, wanted - done));
    }
}
