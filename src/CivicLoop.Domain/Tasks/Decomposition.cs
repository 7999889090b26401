using CivicLoop.Domain.Burden;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Responsibilities;

namespace CivicLoop.Domain.Tasks;

/// <summary>A unit a plan reaches.</summary>
/// <param name="Areas">Areas it is asked for, by code.</param>
/// <param name="Sites">Sites it is asked for, by code.</param>
public sealed record PlanUnit(
    string UnitCode, IReadOnlyList<string> Areas, IReadOnlyList<string> Sites);

/// <summary>Whom a plan reaches, and where nobody answers.</summary>
public sealed record PlanReach(
    IReadOnlyList<PlanUnit> Units, IReadOnlyList<CoverageGap> Gaps);

/// <summary>What becomes of a plan at one unit.</summary>
public enum PlannedKind
{
    /// <summary>The unit gets a task.</summary>
    New,

    /// <summary>The unit has the same task already: the two become one.</summary>
    Joined,

    /// <summary>All that is asked is known: the unit is not asked.</summary>
    Known,

    /// <summary>The unit's week is full: it is asked once there is room.</summary>
    Held,
}

/// <summary>A task as it would be.</summary>
/// <param name="Joins">The task it becomes one with.</param>
/// <param name="KnownFacts">Names of the facts it need not be asked for.</param>
/// <param name="Passes">The limit it would pass in its week.</param>
public sealed record PlannedTask(
    PlanUnit Unit, DateOnly Due, PlannedKind Kind, Guid? Joins,
    IReadOnlyList<string> KnownFacts, CapKind? Passes);

/// <summary>A week in which units would be asked for more than the city allows.</summary>
/// <param name="Units">Codes of the units, in order.</param>
public sealed record WeekOver(DateOnly Week, CapKind Cap, IReadOnlyList<string> Units);

/// <summary>What is known of units and weeks when a plan is weighed.</summary>
/// <param name="Same">Open tasks of the same kind, by unit.</param>
/// <param name="Known">Facts that still hold, by unit and name.</param>
public sealed record PlanGround(
    LoadBook Loads, BurdenCaps Caps, IReadOnlyDictionary<string, UnitTask> Same,
    IReadOnlySet<(string Unit, string Name)> Known);

/// <summary>A plan decomposed, before anybody is asked.</summary>
/// <param name="Tasks">Of the round that is asked next, in the order of the units.</param>
/// <param name="Over">Of all rounds looked at.</param>
/// <param name="Rounds">How many rounds there will be.</param>
public sealed record Decomposed(
    IReadOnlyList<PlannedTask> Tasks, IReadOnlyList<CoverageGap> Gaps,
    IReadOnlyList<WeekOver> Over, int Rounds)
{
    public int Count(PlannedKind kind) => Tasks.Count(one => one.Kind == kind);
}

/// <summary>Decomposes a plan: by territory to the owners of the areas, by site kind to whoever
/// answers for the sites, or to units by name. Each unit is asked once, however many areas or
/// sites it has.</summary>
public static class Decomposition
{
    /// <summary>Weeks looked ahead for limits; those of later rounds are weighed when they come.
    /// </summary>
    public const int WeeksAhead = 13;

    /// <summary>Whom a plan reaches on the day of the book.</summary>
    /// <param name="sites">Sites of the plan's kind in the plan's area.</param>
    /// <param name="proof">What nobody answers for of the plan's criteria, anywhere.</param>
    public static PlanReach Reach(
        TaskPlan plan, DutyBook book, AreaIndex areas, OrganizationChart chart,
        IReadOnlyList<Site> sites, IReadOnlyList<CoverageGap> proof)
    {
        var districts = DistrictsOf(plan, areas);
        var gaps = proof.Where(gap => gap.AreaCode is null || districts.Contains(gap.AreaCode))
            .ToList();
        var found = new List<(string Unit, string Area, string Site)>();
        switch (plan.Target)
        {
            case PlanTarget.Territory:
                Territory(plan, book, areas, found, gaps);
                break;
            case PlanTarget.SiteKind:
                Sites(plan, book, sites, found, gaps);
                break;
            case PlanTarget.Units:
                found.AddRange(plan.UnitCodes.Where(book.Works).Select(code => (code, "", "")));
                break;
        }

        return new PlanReach(
            [
                .. found.GroupBy(one => one.Unit)
                    .Select(group => new PlanUnit(
                        group.Key, [.. Given(group.Select(one => one.Area))],
                        [.. Given(group.Select(one => one.Site))]))
                    .OrderBy(unit => chart.PathOf(unit.UnitCode), StringComparer.Ordinal),
            ],
            [.. gaps.DistinctBy(gap => gap.Key).OrderBy(gap => gap.Key, StringComparer.Ordinal)]);
    }

    /// <summary>What would be asked of whom.</summary>
    /// <param name="holdsFull">Whether a unit whose week is full is asked later instead: so for a
    /// later round, where nobody looks at a preview.</param>
    public static Decomposed Of(
        TaskPlan plan, PlanReach reach, PlanGround ground, bool holdsFull)
    {
        var due = plan.NextDue ?? plan.FirstDue;
        var week = BurdenWeek.Of(due);
        var tasks = new List<PlannedTask>(reach.Units.Count);
        foreach (var unit in reach.Units)
        {
            tasks.Add(Planned(plan, unit, due, week, ground, holdsFull));
        }

        var asked = tasks.Where(one => one.Kind is PlannedKind.New).ToList();
        var days = PlanRules.DueDays(plan);
        return new Decomposed(
            tasks, reach.Gaps, WeeksOver(plan, asked, days, ground), days.Count);
    }

    private static PlannedTask Planned(
        TaskPlan plan, PlanUnit unit, DateOnly due, DateOnly week, PlanGround ground,
        bool holdsFull)
    {
        var known = plan.FactNames
            .Where(name => ground.Known.Contains((unit.UnitCode, name))).ToList();
        if (plan.Kind == AskKind.Form && known.Count == plan.FactNames.Count)
        {
            return new PlannedTask(unit, due, PlannedKind.Known, null, known, null);
        }

        if (ground.Same.TryGetValue(unit.UnitCode, out var same))
        {
            return new PlannedTask(unit, due, PlannedKind.Joined, same.Id, known, null);
        }

        var passes = ground.Loads.WouldPass(
            ground.Caps, unit.UnitCode, week, plan.IssuerCode, plan.Kind, plan.Minutes);
        return new PlannedTask(
            unit, due,
            holdsFull && passes is not null ? PlannedKind.Held : PlannedKind.New, null, known,
            passes);
    }

    // The first round was weighed with its tasks; of the later ones a quarter is looked at.
    private static List<WeekOver> WeeksOver(
        TaskPlan plan, List<PlannedTask> asked, IReadOnlyList<DateOnly> days, PlanGround ground)
    {
        var last = plan.FirstDue.AddDays(7 * WeeksAhead);
        var over = new List<(DateOnly Week, CapKind Cap, string Unit)>();
        foreach (var week in days.Where(day => day >= (plan.NextDue ?? plan.FirstDue)
            && day <= last).Select(BurdenWeek.Of).Distinct())
        {
            foreach (var task in asked)
            {
                var unit = task.Unit.UnitCode;
                if (ground.Loads.WouldPass(
                    ground.Caps, unit, week, plan.IssuerCode, plan.Kind, plan.Minutes) is { } cap)
                {
                    over.Add((week, cap, unit));
                }
            }
        }

        return
        [
            .. over.GroupBy(one => (one.Week, one.Cap))
                .OrderBy(group => group.Key.Week).ThenBy(group => group.Key.Cap)
                .Select(group => new WeekOver(
                    group.Key.Week, group.Key.Cap, [.. group.Select(one => one.Unit)])),
        ];
    }

    private static void Territory(
        TaskPlan plan, DutyBook book, AreaIndex areas,
        List<(string Unit, string Area, string Site)> found, List<CoverageGap> gaps)
    {
        foreach (var area in areas.All.Where(
            one => one.Kind == plan.Level && IsInside(areas, one.Code, plan.AreaCode)))
        {
            if (book.OwnerOf(area.Code) is { } owner)
            {
                found.Add((owner.Code, area.Code, ""));
            }
            else
            {
                gaps.Add(new(DutyTopic.Area(area.Code), area.Code, GapReason.NoTerritory));
            }
        }
    }

    private static void Sites(
        TaskPlan plan, DutyBook book, IReadOnlyList<Site> sites,
        List<(string Unit, string Area, string Site)> found, List<CoverageGap> gaps)
    {
        gaps.AddRange(CoverageProof.Of(book, new CoverageScope(
            [], [], [plan.SiteKindCode!], sites, [], [])));
        foreach (var site in sites)
        {
            // Who runs it, where that is one of the city's own; else who must do it there.
            var answer = book.Answer(DutyTopic.Site(site.Code), site.DistrictCode);
            var named = answer.Responsible is [var first, ..] ? first.HolderCode : null;
            var unit = named ?? (book.Works(site.OperatorOrg) ? site.OperatorOrg : null)
                ?? site.AreaCodes.Select(code => book.OwnerOf(code)?.Code).FirstOrDefault(
                    code => code is not null);
            if (unit is not null)
            {
                found.Add((unit, "", site.Code));
            }
        }
    }

    private static List<string> DistrictsOf(TaskPlan plan, AreaIndex areas)
    {
        var all = areas.Districts.Select(area => area.Code);
        return plan.AreaCode is null
            ? [.. all]
            : [.. all.Where(code => IsInside(areas, plan.AreaCode, code)
                || IsInside(areas, code, plan.AreaCode))];
    }

    private static bool IsInside(AreaIndex areas, string code, string? around) =>
        around is null || areas.Around(code).Contains(around);

    private static IEnumerable<string> Given(IEnumerable<string> codes) =>
        codes.Where(code => code.Length > 0).Order(StringComparer.Ordinal);
}
