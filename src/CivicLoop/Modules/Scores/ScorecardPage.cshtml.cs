using System.Globalization;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Scores;

/// <summary>One scorecard: its versions, the tree of one of them level by level, and, where it is a
/// draft, the forms that change and publish it; for all staff to read.</summary>
internal sealed class ScorecardPage(
    ScorecardLists lists, KeepScorecards keep, KeepScorecardTree tree, MeasureChoices choices,
    EditionLists editions, Callers callers)
    : PageModel
{
    public ScorecardFile Shown { get; private set; } = null!;

    public ScorecardVersion Version { get; private set; } = null!;

    public IReadOnlyList<ScoreNode> Nodes { get; private set; } = [];

    /// <summary>The group whose parts are shown, or the measure that takes points off.</summary>
    public ScoreNode At { get; private set; } = null!;

    public IReadOnlyList<ScoreNode> Parts { get; private set; } = [];

    public bool MayEdit { get; private set; }

    /// <summary>What the draft may take in.</summary>
    public IReadOnlyList<MeasureChoice> Choices { get; private set; } = [];

    public NodeInput Wanted { get; private set; } = new(null, null, null, null, 1, 1, 1);

    /// <summary>For what it takes points off: what was typed, else what is stored.</summary>
    public RuleForm Rule { get; private set; } = RuleForm.Of(rule: null);

    public string FromMonth { get; private set; } = "";

    /// <summary>What was typed and refused, by the inputs' names.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; private set; } =
        new Dictionary<string, string>();

    public Problem? Problem { get; private set; }

    public string Address => $"{ScorecardsPage.Here}/{Shown.Card.Code}";

    /// <summary>What stands in an input: what was typed, else what is stored.</summary>
    public string ValueOf(string name, int stored) => Typed.TryGetValue(name, out var typed)
        ? typed
        : stored.ToString(CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnGetAsync(
        string card, [FromQuery] int? version, [FromQuery] string? node) =>
        await ReadAsync(card, version, node) ? Page() : NotFound();

    public Task<IActionResult> OnPostDraftAsync(string card) =>
        DoAsync(card, null, (caller, stop) => keep.DraftAsync(card, caller, stop));

    public async Task<IActionResult> OnPostAsync(string card, [FromQuery] string? node)
    {
        var form = await Request.ReadFormAsync(HttpContext.RequestAborted);
        Typed = form.Keys.ToDictionary(key => key, key => form[key].ToString());
        return await DoAsync(
            card, node,
            async (caller, stop) => Read(form).Try(out var wish, out var wrong)
                ? await keep.SaveAsync(card, wish, caller, stop)
                : wrong);
    }

    public Task<IActionResult> OnPostAddAsync(
        string card, [FromQuery] string? node, [FromForm] NodeInput wanted)
    {
        Wanted = wanted with { Parent = node };
        return DoAsync(
            card, node, (caller, stop) => tree.AddAsync(card, Wanted, caller, stop));
    }

    public async Task<IActionResult> OnPostRuleAsync(string card, [FromQuery] string? node)
    {
        var typed = RuleForm.Of(await Request.ReadFormAsync(HttpContext.RequestAborted));
        var answer = await DoAsync(
            card, node,
            async (caller, stop) => typed.Read().Try(out var wish, out var wrong)
                ? await tree.RuleAsync(card, node ?? "", wish, caller, stop)
                : wrong);
        Rule = typed;
        return answer;
    }

    public Task<IActionResult> OnPostRemoveAsync(
        string card, [FromQuery] string? node, [FromForm] string? part) =>
        DoAsync(
            card, node, (caller, stop) => tree.RemoveAsync(card, part ?? "", caller, stop));

    public Task<IActionResult> OnPostPublishAsync(string card, [FromForm] string? fromMonth)
    {
        FromMonth = fromMonth ?? "";
        return DoAsync(
            card, null, (caller, stop) => keep.PublishAsync(card, fromMonth, caller, stop));
    }

    private async Task<IActionResult> DoAsync(
        string card, string? node,
        Func<Caller, CancellationToken, Task<Outcome<ScorecardVersion>>> act)
    {
        Problem = (await act(
            await callers.OfAsync(HttpContext), HttpContext.RequestAborted)).Problem;
        if (Problem is null)
        {
            return LocalRedirect(
                $"{ScorecardsPage.Here}/{Uri.EscapeDataString(card)}?done=true"
                + (node is null ? "" : $"&node={Uri.EscapeDataString(node)}"));
        }

        Response.StatusCode = Problem.Code.HttpStatus();
        return await ReadAsync(card, null, node) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(string card, int? version, string? node)
    {
        var stop = HttpContext.RequestAborted;
        if (!(await lists.FindAsync(card, stop)).Try(out var shown, out _)
            || shown.Versions.FirstOrDefault(one => version is null || one.N == version)
                is not { } which)
        {
            return false;
        }

        (Shown, Version) = (shown, which);
        Nodes = await lists.NodesAsync(shown.Card.Id, which.N, stop);
        if (Nodes.FirstOrDefault(one => one.Code == (node ?? Nodes[0].Code)
            && (one.IsGroup || one.Source == DeductionRule.Source)) is not { } at)
        {
            return false;
        }

        At = at;
        Parts = [.. Nodes.Where(one => one.ParentCode == at.Code)];
        Rule = RuleForm.Of(at.Rule);
        MayEdit = (await callers.OfAsync(HttpContext)).MaySomewhere(Permission.ScorecardEdit);
        Choices = MayEdit && which.State == ScorecardState.Draft
            ? await choices.OfAsync(shown.Card.EditionCode, stop)
            : [];
        FromMonth = FromMonth.Length > 0
            ? FromMonth
            : $"{ScorePeriod.MonthAt(editions.Today.AddMonths(1))}";
        return true;
    }

    private static Outcome<VersionWish> Read(IFormCollection form)
    {
        var weights = new Dictionary<string, IReadOnlyList<int>>();
        foreach (var code in form["weighed"].OfType<string>())
        {
            var set = new List<int>();
            foreach (var kind in Enum.GetValues<UnitKind>())
            {
                if (!Number(form, $"{code}.{kind}").Try(out var weight, out var wrong))
                {
                    return wrong;
                }

                set.Add(weight);
            }

            weights[code] = set;
        }

        return Number(form, "leastN").Try(out var least, out var fault)
            && Number(form, "measuredMinMilli").Try(out var measured, out fault)
            && Number(form, "lineShareMilli").Try(out var share, out fault)
            ? new VersionWish(form["basisName"], least, measured, share, weights)
            : fault;
    }

    private static Outcome<int> Number(IFormCollection form, string name) =>
        int.TryParse(
            form[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : new Problem(ProblemCode.FieldInvalid, name, form[name].ToString());
}
