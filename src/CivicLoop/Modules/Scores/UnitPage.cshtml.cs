using System.Globalization;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Domain.Scores;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Scores;

/// <summary>Why a unit has its score: one node with its parts, what changed since the period
/// before, and at the end the visits or cases themselves; for all staff.</summary>
internal sealed class UnitPage(
    ScoreLists lists, ScorecardLists cards, ReadVisits visits, EditionLists editions,
    AppealLists appeals, FindDuties duties, CityHolder city, Callers callers,
    IEnumerable<IMeasurePage> sources, ReadAccounts accounts) : PageModel
{
    private const int VisitsShown = 30;

    public PublishedCard Shown { get; private set; } = null!;

    public UnitScore Score { get; private set; } = null!;

    public IReadOnlyDictionary<string, ScoreNode> Nodes { get; private set; } =
        new Dictionary<string, ScoreNode>();

    public ScoredNode At { get; private set; } = null!;

    /// <summary>The nodes from the root to this one.</summary>
    public IReadOnlyList<ScoreNode> Path { get; private set; } = [];

    public IReadOnlyList<ScoredNode> Parts { get; private set; } = [];

    public Publication? Before { get; private set; }

    /// <summary>Parts that changed, from the points before to the points now.</summary>
    public IReadOnlyList<ScoreStep> Changes { get; private set; } = [];

    /// <summary>Points of the node in the period before.</summary>
    public int BeforeMilli { get; private set; }

    public int ChangeMilli => At.ReachedMilli - BeforeMilli;

    public IReadOnlyList<SeenSite> Seen { get; private set; } = [];

    /// <summary>What rulings struck out of the visits shown; an empty code is the whole visit.
    /// </summary>
    public ILookup<Guid, string> Struck { get; private set; } =
        Array.Empty<ScoreStrike>().ToLookup(one => one.VisitId, one => one.ItemCode);

    public string? Next { get; private set; }

    public bool IsFirst { get; private set; } = true;

    public DutyAnswer? Answer { get; private set; }

    public bool MayAppeal { get; private set; }

    public bool MaySeeVisits { get; private set; }

    /// <summary>The source's own page of the figures; null where it has none.</summary>
    public string? SourcePage { get; private set; }

    /// <summary>What a rule took off; null where the measure takes nothing off, or nobody may see
    /// evaluations.</summary>
    public UnitAccount? Account { get; private set; }

    public string Key => ScoreWords.Key(Score.Kind, Score.Unit);

    public string Address =>
        $"{ScoresPage.Here}/{Shown.Card.Code}/{Shown.Publication.Period}/{Key}";

    public ScorePeriod Period => ScorePeriod.Parse(Shown.Publication.Period).Value;

    /// <summary>The cases a rule counts.</summary>
    public string CasesAddress(Domain.Scores.Measure measure) => ReadEvaluation.CasesAddress(
        measure, CaseMeasure.GroupingOf(Score.Kind), Score.Unit, TypedDay.Show(Period.FirstDay),
        TypedDay.Show(Period.LastDay), Account!.Rule.Scope);

    public async Task<IActionResult> OnGetAsync(
        string card, string period, string unit, [FromQuery] string? node,
        [FromQuery] int? revision, [FromQuery] string? after)
    {
        var stop = HttpContext.RequestAborted;
        if (ScoreWords.Read(unit) is not var (kind, code)
            || !(await lists.FindAsync(card, period, revision, stop)).Try(out var shown, out _)
            || await lists.UnitAsync(shown.Publication.Id, kind, code, stop) is not { } score)
        {
            return NotFound();
        }

        (Shown, Score) = (shown, score);
        Nodes = (await cards.NodesAsync(shown.Card.Id, shown.Version.N, stop))
            .ToDictionary(one => one.Code);
        if (score.Nodes.FirstOrDefault(one => one.Code == (node ?? score.Root.Code))
            is not { } at)
        {
            return NotFound();
        }

        At = at;
        Path = PathTo(at.Code);
        Parts = [.. score.Nodes.Where(one => one.ParentCode == at.Code && one.PlannedMilli > 0)];
        await ReadChangesAsync(stop);
        await ReadEndsAsync(after, stop);
        return Page();
    }

    private List<ScoreNode> PathTo(string code)
    {
        var path = new List<ScoreNode>();
        for (var one = Nodes.GetValueOrDefault(code); one is not null;
            one = one.ParentCode is null ? null : Nodes.GetValueOrDefault(one.ParentCode))
        {
            path.Insert(0, one);
        }

        return path;
    }

    private async Task ReadChangesAsync(CancellationToken stop)
    {
        if (!(await lists.FindAsync(Shown.Card.Code, $"{Period.Before}", null, stop))
                .Try(out var earlier, out _)
            || await lists.UnitAsync(
                earlier.Publication.Id, Score.Kind, Score.Unit, stop) is not { } before)
        {
            return;
        }

        Before = earlier.Publication;
        BeforeMilli = before.Nodes.FirstOrDefault(one => one.Code == At.Code)?.ReachedMilli ?? 0;
        Changes = ScoreChange.Steps(
            BeforeMilli,
            ScoreChange.Of(before, Score, At.Code).Where(one => one.ChangeMilli != 0));
    }

    private async Task ReadEndsAsync(string? after, CancellationToken stop)
    {
        var caller = await callers.OfAsync(HttpContext);
        var node = Nodes[At.Code];
        MaySeeVisits = caller.MaySomewhere(Permission.InspectionRead);
        MayAppeal = caller.MaySomewhere(Permission.ScoreAppeal) && Score.Kind != UnitKind.City;
        if (node.CriterionCode.Length > 0)
        {
            Answer = await duties.AnswerAsync(
                DutyTopic.Criterion(Shown.Card.EditionCode, node.CriterionCode),
                Score.Kind == UnitKind.Territory ? Score.Unit : null, Period.LastDay, stop);
        }

        if (node.Rule is { } rule && caller.MaySomewhere(Permission.EvaluationSee))
        {
            Account = await accounts.OfAsync(
                rule, Score.Kind, Score.Unit, Period, Shown.Publication.PublishedAt, stop);
        }

        if (sources.FirstOrDefault(one => one.Name == node.Source) is { } source)
        {
            SourcePage = await source.AddressAsync(
                Period, Shown.Publication.PublishedAt, Shown.Card.EditionCode, node, stop);
        }

        if (node.Source != ScorecardDraft.SourceOf(MeasureMethod.Field)
            || !(await editions.BodyAsync(Shown.Card.EditionCode, stop)).Try(out var body, out _)
            || body.Measures.FirstOrDefault(one => one.Code == node.Argument)?.SiteKindCode
                is not { } kind)
        {
            return;
        }

        IsFirst = string.IsNullOrEmpty(after);
        var model = city.Current;
        var end = model.BeginOf(Period.LastDay.AddDays(1));
        var asOf = Shown.Publication.PublishedAt;
        var page = await visits.OfKindAsync(
            kind, Score.Kind == UnitKind.Territory ? [Score.Unit] : null,
            model.BeginOf(Period.FirstDay), asOf < end ? asOf : end, ReadKey(after),
            VisitsShown + 1, stop);
        Seen = [.. page.Take(VisitsShown)];
        Struck = await appeals.StruckAsync([.. Seen.Select(one => one.Visit.Id)], stop);
        Next = page.Count > VisitsShown
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{Seen[^1].Visit.ScoreMilli}.{Seen[^1].Visit.Id}")
            : null;
    }

    private static (int Score, Guid Id)? ReadKey(string? after) =>
        after?.Split('.') is [var score, var id] && Guid.TryParse(id, out var last)
            && int.TryParse(score, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            ? (from, last)
            : null;
}
