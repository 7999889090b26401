using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Inspections;

/// <summary>A plan as somebody enters it; what is null was not said.</summary>
public sealed record PlanWish
{
    public string? Name { get; init; }

    public string? BasisName { get; init; }

    public string? Edition { get; init; }

    public IReadOnlyList<string> Areas { get; init; } = [];

    public IReadOnlyList<string> SiteKinds { get; init; } = [];

    public IReadOnlyList<string> InspectorOrgs { get; init; } = [];

    public int? MarginMilli { get; init; }

    public int? Confidence { get; init; }

    public int? StratumMin { get; init; }

    public int? RestDays { get; init; }

    public int? RepeatMilli { get; init; }

    public DateOnly? FromDay { get; init; }

    public DateOnly? ToDay { get; init; }
}

/// <summary>What the rules of plans must know of the city.</summary>
/// <param name="SiteKinds">Kinds of the edition; null where there is no such edition.</param>
public sealed record PlanSurroundings(
    IReadOnlySet<string>? SiteKinds, Func<string, bool> IsArea, Func<string, bool> IsOrganization);

/// <summary>Rules of plans: what a plan needs, and in which order it goes on.</summary>
public static class PlanRules
{
    public const int NameMax = 80;
    public const int BasisMax = 200;
    public const int SourceMax = 200;
    public const int WordMax = 200;
    public const int ReasonMax = 500;
    public const int StratumMinMax = 50;
    public const int RestDaysMax = 365;

    /// <summary>A longer inspection is a second job beside the work.</summary>
    public const int DaysMax = 92;

    /// <summary>Half of all visits done twice says enough of the items.</summary>
    public const int RepeatMax = 500;

    /// <summary>A new plan lasts two weeks unless said otherwise.</summary>
    public const int DaysUsual = 13;

    private const int MarginUsual = 50;
    private const int ConfidenceUsual = 95;
    private const int RestUsual = 30;
    private const int RepeatUsual = 100;

    /// <summary>What a new plan begins with.</summary>
    public static PlanWish Usual { get; } = new()
    {
        MarginMilli = MarginUsual, Confidence = ConfidenceUsual, StratumMin = 1,
        RestDays = RestUsual, RepeatMilli = RepeatUsual,
    };

    /// <summary>The plan as entered. Errors: a field is missing or unusable; an edition, kind, area
    /// or organisation is unknown; the plan is no draft any more.</summary>
    /// <param name="before">Null for a new one.</param>
    public static Outcome<InspectionPlan> Enter(
        PlanWish wish, InspectionPlan? before, string code, PlanSurroundings city, string actor,
        DateTimeOffset now)
    {
        if (before is { State: not PlanState.Draft })
        {
            return new Problem(ProblemCode.PlanFixed, "state", before.State);
        }

        if ((Words(wish) ?? Known(wish, city) ?? Numbers(wish) ?? Days(wish)) is { } refused)
        {
            return refused;
        }

        return new InspectionPlan
        {
            Id = before?.Id ?? Ids.New(now),
            Code = before?.Code ?? code,
            Name = wish.Name!.Trim(),
            BasisName = wish.BasisName!.Trim(),
            EditionCode = wish.Edition!,
            Areas = Joined(wish.Areas),
            SiteKinds = Joined(wish.SiteKinds),
            InspectorOrgs = Joined(wish.InspectorOrgs),
            MarginMilli = wish.MarginMilli!.Value,
            Confidence = wish.Confidence!.Value,
            StratumMin = wish.StratumMin!.Value,
            RestDays = wish.RestDays!.Value,
            RepeatMilli = wish.RepeatMilli!.Value,
            FromDay = wish.FromDay!.Value,
            ToDay = wish.ToDay!.Value,
            State = PlanState.Draft,
            MadeBy = before?.MadeBy ?? actor,
            MadeAt = before?.MadeAt ?? now,
            Version = (before?.Version ?? 0) + 1,
        };
    }

    /// <summary>The plan one step on. Error: it does not stand before that step.</summary>
    public static Outcome<InspectionPlan> Step(
        InspectionPlan plan, PlanState from, PlanState to) =>
        plan.State == from
            ? plan with { State = to, Version = plan.Version + 1 }
            : new Problem(ProblemCode.PlanFixed, "state", plan.State);

    /// <summary>The secret may be told once nobody is on the way any more: the last day is over, or
    /// every visit is. Earlier, anybody could compute who is visited next.</summary>
    public static Problem? RefuseReveal(InspectionPlan plan, DateOnly today, int visitsLeft) =>
        today <= plan.ToDay && visitsLeft > 0
            ? new Problem(
                ProblemCode.DrawNotOver, "toDay", DrawRule.Show(plan.ToDay), visitsLeft)
            : null;

    /// <summary>A plan is given up, with a reason, before inspectors are sent.</summary>
    public static Outcome<InspectionPlan> Drop(InspectionPlan plan, string? reason) =>
        (TextRule.Needed(reason, "reason", ReasonMax)
            ?? (plan.State is PlanState.Draft or PlanState.Committed
                ? null
                : new Problem(ProblemCode.PlanFixed, "state", plan.State))) is { } refused
            ? refused
            : plan with { State = PlanState.Dropped, Version = plan.Version + 1 };

    private static Problem? Words(PlanWish wish) =>
        TextRule.Needed(wish.Name, "name", NameMax)
        ?? TextRule.Needed(wish.BasisName, "basisName", BasisMax)
        ?? TextRule.Needed(wish.Edition, "edition", NameMax);

    private static Problem? Known(PlanWish wish, PlanSurroundings city) =>
        city.SiteKinds is not { } kinds
            ? new Problem(ProblemCode.UnknownValue, "edition", wish.Edition!)
        : wish.SiteKinds.FirstOrDefault(one => !kinds.Contains(one)) is { } kind
            ? new Problem(ProblemCode.UnknownValue, "siteKinds", kind)
        : wish.Areas.FirstOrDefault(one => !city.IsArea(one)) is { } area
            ? new Problem(ProblemCode.UnknownValue, "areas", area)
        : wish.InspectorOrgs.FirstOrDefault(one => !city.IsOrganization(one)) is { } org
            ? new Problem(ProblemCode.UnknownValue, "inspectorOrgs", org)
        : null;

    private static Problem? Numbers(PlanWish wish) =>
        Between(wish.MarginMilli, "marginMilli", 1, SampleSize.MarginMax)
        ?? (wish.Confidence is not { } level
            ? new Problem(ProblemCode.FieldRequired, "confidence")
            : SampleSize.Levels.Contains(level) ? null
            : new Problem(ProblemCode.UnknownValue, "confidence", level))
        ?? Between(wish.StratumMin, "stratumMin", 0, StratumMinMax)
        ?? Between(wish.RestDays, "restDays", 0, RestDaysMax)
        ?? Between(wish.RepeatMilli, "repeatMilli", 0, RepeatMax);

    private static Problem? Days(PlanWish wish) =>
        wish.FromDay is not { } from ? new Problem(ProblemCode.FieldRequired, "fromDay")
        : wish.ToDay is not { } to ? new Problem(ProblemCode.FieldRequired, "toDay")
        : to < from ? new Problem(ProblemCode.DateRangeInvalid, "toDay")
        : to.DayNumber - from.DayNumber >= DaysMax
            ? new Problem(ProblemCode.PlanTooLong, "toDay", DaysMax)
        : null;

    private static Problem? Between(int? number, string field, int least, int most) =>
        number is not { } value ? new Problem(ProblemCode.FieldRequired, field)
        : value < least || value > most
            ? new Problem(ProblemCode.FieldInvalid, field, value)
        : null;

    private static string Joined(IEnumerable<string> codes) =>
        string.Join(' ', codes.Distinct().Order(StringComparer.Ordinal));
}
