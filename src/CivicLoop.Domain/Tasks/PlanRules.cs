using CivicLoop.Domain.Burden;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Tasks;

/// <summary>What a plan must say, and when its rounds are due.</summary>
public static class PlanRules
{
    public const int TitleMax = 100;
    public const int WordsMax = 4000;
    public const int BasisMax = 200;

    /// <summary>One request that stands for more is several.</summary>
    public const int CriteriaMax = 30;

    public const int UnitsMax = 500;

    /// <summary>A form with more questions than this is not asked of a community.</summary>
    public const int FactsMax = 10;

    /// <summary>A week's working time of one person, in minutes.</summary>
    public const int MinutesMax = 2400;

    /// <summary>Two years of weeks.</summary>
    public const int RoundsMax = 104;

    /// <summary>The levels a territory is decomposed to.</summary>
    public static IReadOnlyList<AreaKind> Levels { get; } =
        [AreaKind.District, AreaKind.Subdistrict, AreaKind.Community];

    /// <summary>What is wrong with a plan by itself; null when it is well.</summary>
    /// <param name="today">Nothing is due before tomorrow: a unit gets at least a night.</param>
    public static Problem? Fault(TaskPlan plan, DateOnly today) =>
        Texts(plan) ?? Targets(plan) ?? Numbers(plan) ?? Days(plan, today);

    /// <summary>Days its rounds are due, the first one included.</summary>
    public static IReadOnlyList<DateOnly> DueDays(TaskPlan plan)
    {
        var days = new List<DateOnly> { plan.FirstDue };
        while (days.Count < RoundsMax && After(plan, days.Count) is { } next)
        {
            days.Add(next);
        }

        return days;
    }

    /// <summary>The day a round is due, counted from nought; null where there is no such round.
    /// </summary>
    public static DateOnly? After(TaskPlan plan, int rounds)
    {
        const int monthsOfQuarter = 3;
        const int daysOfWeek = 7;
        // Counted from the first day, so that the 31st comes back after a shorter month.
        DateOnly? next = plan.Repeat switch
        {
            PlanRepeat.Once => rounds == 0 ? plan.FirstDue : null,
            PlanRepeat.Weekly => plan.FirstDue.AddDays(daysOfWeek * rounds),
            PlanRepeat.Monthly => plan.FirstDue.AddMonths(rounds),
            PlanRepeat.Quarterly => plan.FirstDue.AddMonths(monthsOfQuarter * rounds),
        };
        return next <= (plan.LastDue ?? plan.FirstDue) ? next : null;
    }

    /// <summary>The day a round is asked for: as long before it is due as the round lasts, so that
    /// two rounds never lie on one desk.</summary>
    public static DateOnly AskedOn(TaskPlan plan, int round) =>
        round == 0 ? DateOnly.MinValue : After(plan, round - 1)!.Value.AddDays(1);

    private static Problem? Texts(TaskPlan plan)
    {
        var texts = new (string Field, string Text, int Max, bool Needed)[]
        {
            ("title", plan.Title, TitleMax, true), ("words", plan.Words, WordsMax, true),
            ("edition", plan.EditionCode, TitleMax, true),
            ("criteria", plan.Criteria, WordsMax, true),
            ("basisName", plan.BasisName, BasisMax, true),
            ("basisNumber", plan.BasisNumber, TitleMax, false),
            ("facts", plan.Facts, WordsMax, plan.Kind == AskKind.Form),
        };
        foreach (var (field, text, max, needed) in texts)
        {
            if (needed && string.IsNullOrWhiteSpace(text))
            {
                return new Problem(ProblemCode.FieldRequired, field);
            }

            if (text.Length > max)
            {
                return new Problem(ProblemCode.FieldTooLong, field, max, text.Length);
            }
        }

        return plan.FactNames.FirstOrDefault(name => name.Length > Fact.NameMax) is { } name
            ? new Problem(ProblemCode.FieldTooLong, "facts", Fact.NameMax, name.Length)
            : null;
    }

    private static Problem? Targets(TaskPlan plan) => plan.Target switch
    {
        PlanTarget.Territory when plan.Level is not { } level || !Levels.Contains(level) =>
            new Problem(ProblemCode.FieldRequired, "level"),
        PlanTarget.SiteKind when string.IsNullOrEmpty(plan.SiteKindCode) =>
            new Problem(ProblemCode.FieldRequired, "siteKind"),
        PlanTarget.Units when plan.UnitCodes.Count == 0 =>
            new Problem(ProblemCode.FieldRequired, "units"),
        _ => null,
    };

    private static Problem? Numbers(TaskPlan plan) =>
        plan.CriteriaCodes.Count > CriteriaMax
            ? new Problem(ProblemCode.LimitTooLarge, "criteria", CriteriaMax)
        : plan.UnitCodes.Count > UnitsMax
            ? new Problem(ProblemCode.LimitTooLarge, "units", UnitsMax)
        : plan.FactNames.Count > FactsMax
            ? new Problem(ProblemCode.LimitTooLarge, "facts", FactsMax)
        : plan.Minutes is < 1 or > MinutesMax
            ? new Problem(ProblemCode.FieldInvalid, "minutes", plan.Minutes)
        : null;

    private static Problem? Days(TaskPlan plan, DateOnly today) =>
        plan.FirstDue <= today ? new Problem(ProblemCode.TaskDuePast, "firstDue")
        : plan.Repeat == PlanRepeat.Once && plan.LastDue is not null
            ? new Problem(ProblemCode.FieldInvalid, "lastDue", $"{plan.LastDue:yyyy-MM-dd}")
        : plan.Repeat != PlanRepeat.Once && plan.LastDue is null
            ? new Problem(ProblemCode.FieldRequired, "lastDue")
        : plan.LastDue < plan.FirstDue ? new Problem(ProblemCode.DateRangeInvalid, "lastDue")
        : null;
}
