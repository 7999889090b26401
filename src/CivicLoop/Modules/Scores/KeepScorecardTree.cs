using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Scores;

/// <summary>A node as a form or a program wants it.</summary>
/// <param name="Measure">Key of a <see cref="MeasureChoice"/>; nothing for a group.</param>
internal sealed record NodeInput(
    string? Parent, string? Measure, string? NameZh, string? NameEn, int? CityWeight,
    int? TerritoryWeight, int? LineWeight)
{
    /// <summary>How points are taken off, where the measure does that; may come later.</summary>
    public RuleWish? Rule { get; init; }
}

/// <summary>Changes what a draft measures: a measure or a group more, or one less with all below
/// it. Versions that hold stay as they are.</summary>
internal sealed class KeepScorecardTree(
    KeepScorecards keep, MeasureChoices choices, ScorecardLists lists)
{
    /// <summary>Errors: the caller may not; no such card; no draft; nobody measures it; as
    /// <see cref="ScorecardTree.Add"/>.</summary>
    public async Task<Outcome<ScorecardVersion>> AddAsync(
        string code, NodeInput input, Caller caller, CancellationToken stop = default)
    {
        if (caller.Refuse(Permission.ScorecardEdit) is { } refused)
        {
            return refused;
        }

        if (!(await lists.FindAsync(code, stop)).Try(out var shown, out var missing))
        {
            return missing;
        }

        MeasureChoice? measure = null;
        if (TextRule.Blank(input.Measure) is { } key)
        {
            if (!(await choices.FindAsync(shown.Card.EditionCode, key, stop))
                .Try(out measure, out var unknown))
            {
                return unknown;
            }
        }

        DeductionRule? rule = null;
        if (input.Rule is { } wanted && !wanted.Make().Try(out rule, out var misruled))
        {
            return misruled;
        }

        var wish = new NodeWish(
            input.Parent, measure?.Source, measure?.Argument ?? "", measure?.Criterion ?? "",
            input.NameZh, input.NameEn, input.CityWeight ?? 0, input.TerritoryWeight ?? 0,
            input.LineWeight ?? 0)
        {
            Rule = measure?.Source == DeductionRule.Source ? rule : null,
        };
        return await ChangeAsync(
            code, caller, "scorecard.NodeAdded",
            async (session, nodes) =>
            {
                if (!ScorecardTree.Add(nodes, wish).Try(out var added, out var unfit))
                {
                    return unfit;
                }

                await session.InsertAsync(added);
                return new List<ScoreNode> { added };
            },
            stop);
    }

    /// <summary>Says for what a measure takes points off. Errors: the caller may not; no such card;
    /// no draft; as <see cref="ScorecardTree.Rule"/>.</summary>
    public Task<Outcome<ScorecardVersion>> RuleAsync(
        string code, string node, RuleWish wish, Caller caller,
        CancellationToken stop = default) =>
        ChangeAsync(
            code, caller, "scorecard.RuleSet",
            async (session, nodes) =>
            {
                if (!ScorecardTree.Rule(nodes, node, wish).Try(out var ruled, out var wrong))
                {
                    return wrong;
                }

                await session.UpdateAsync(ruled);
                return new List<ScoreNode> { ruled };
            },
            stop);

    /// <summary>Errors: the caller may not; no such card; no draft; as
    /// <see cref="ScorecardTree.Below"/>.</summary>
    public Task<Outcome<ScorecardVersion>> RemoveAsync(
        string code, string node, Caller caller, CancellationToken stop = default) =>
        ChangeAsync(
            code, caller, "scorecard.NodeRemoved",
            async (session, nodes) =>
            {
                if (!ScorecardTree.Below(nodes, node).Try(out var below, out var wrong))
                {
                    return wrong;
                }

                foreach (var one in below)
                {
                    await session.DeleteAsync(one);
                }

                return below.ToList();
            },
            stop);

    private Task<Outcome<ScorecardVersion>> ChangeAsync(
        string code, Caller caller, string kind,
        Func<WriteSession, IReadOnlyList<ScoreNode>, Task<Outcome<List<ScoreNode>>>> change,
        CancellationToken stop) =>
        keep.ChangeAsync(
            code, caller,
            async (session, file, now) =>
            {
                if (!file.Open.Try(out var draft, out var closed))
                {
                    return closed;
                }

                var nodes = await ScorecardLists.NodesAsync(
                    session.Reads, file.Card.Id, draft.N, stop);
                if (!(await change(session, nodes)).Try(out var changed, out var wrong))
                {
                    return wrong;
                }

                var after = draft with { Version = draft.Version + 1 };
                if (!await session.UpdateAsync(after, draft.Version))
                {
                    return new Problem(ProblemCode.ChangedMeanwhile, "version");
                }

                await SubjectJournal.AppendAsync(
                    session, file.Card.Id, caller.Actor, kind,
                    new
                    {
                        file.Card.Code, draft.N,
                        nodes = changed.Select(one => new
                        {
                            one.Code, one.ParentCode, one.Source, one.Argument, one.NameZh,
                            one.CityWeight, one.TerritoryWeight, one.LineWeight, one.Rule,
                        }),
                    },
                    now);
                return after;
            },
            stop);
}
