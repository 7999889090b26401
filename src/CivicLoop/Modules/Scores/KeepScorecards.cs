using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Scores;

/// <summary>A new card as a form or a program says it.</summary>
internal sealed record NewScorecard(
    string? Code, string? NameZh, string? NameEn, string? Edition, string? BasisName);

/// <summary>The numbers of a draft.</summary>
/// <param name="Weights">By node: for the city, territories and lines; nodes left out stay.</param>
internal sealed record VersionWish(
    string? BasisName, int LeastN, int MeasuredMinMilli, int LineShareMilli,
    IReadOnlyDictionary<string, IReadOnlyList<int>> Weights);

/// <summary>Makes cards, changes their drafts and says from when they hold; every change stands in
/// the journal of the card.</summary>
internal sealed class KeepScorecards(
    CityDatabase database, EditionLists editions, TimeProvider time)
{
    private const int CodeMax = 40;

    /// <summary>What a new card begins with; the city changes it before it publishes. The weights
    /// are a sample, not official.</summary>
    public static IReadOnlyList<ScoreBranch> Branches { get; } =
    [
        new("field", "实地考察", "On site", MeasureMethod.Field, "field", "", 45, 55, 55),
        new("material", "材料审核", "Documents", MeasureMethod.Material, "material", "",
            20, 0, 20),
        new("survey", "问卷调查", "Surveys", MeasureMethod.Survey, "survey", "", 15, 15, 0),
        new("statistic", "统计数据", "Statistics", MeasureMethod.Statistic, "statistic", "",
            5, 0, 5),
        new("case", "案件按期结案", "Cases closed on time", null, CaseMeasure.Handling,
            Indicator.ClosedOnTimeRate.Name, 7, 15, 10),
        new("recurrence", "案件不复发", "Cases that stay closed", null, CaseMeasure.Recurrence,
            "recurrence-rate", 5, 10, 5),
        new("rating", "好差评", "Service ratings", null, "rating", "good-rate", 2, 3, 3),
        new("burden", "减负", "Asked in working hours", null, "burden", "working-hours", 1, 2, 2),
    ];

    /// <summary>Makes a card with a first draft out of an edition. Errors: the caller may not; a
    /// name or code that is missing or taken; no such edition.</summary>
    public async Task<Outcome<Scorecard>> MakeAsync(
        NewScorecard wanted, Caller caller, CancellationToken stop = default)
    {
        if ((caller.Refuse(Permission.ScorecardEdit)
            ?? TextRule.Needed(wanted.Code, "code", CodeMax)
            ?? TextRule.Needed(wanted.NameZh, "nameZh", ScorecardRules.NameMax)
            ?? TextRule.Needed(wanted.NameEn, "nameEn", ScorecardRules.NameMax)
            ?? TextRule.Needed(wanted.BasisName, "basisName", ScorecardRules.BasisMax))
            is { } refused)
        {
            return refused;
        }

        var code = wanted.Code!.Trim();
        if (code.Any(sign => !char.IsAsciiLetterOrDigit(sign) && sign != '-'))
        {
            return new Problem(ProblemCode.FieldInvalid, "code", code);
        }

        if (!(await editions.BodyAsync(wanted.Edition, stop)).Try(out var body, out _))
        {
            return new Problem(ProblemCode.UnknownValue, "edition", wanted.Edition ?? "");
        }

        var now = Instants.Storable(time.GetUtcNow());
        var card = new Scorecard(
            Ids.New(now), code, wanted.NameZh!.Trim(), wanted.NameEn!.Trim(),
            body.Edition.Code, body.Edition.IsSample);
        return await database.WriteAsync(
            async session =>
                (await ScorecardLists.FileAsync(session.Reads, card.Code, stop)).Problem is null
                    ? new Problem(ProblemCode.AlreadyExists, "code", card.Code)
                    : (Outcome<Scorecard>)await InsertAsync(
                        session, card, body, wanted.BasisName!.Trim(), caller.Actor, now),
            stop);
    }

    /// <summary>Stores a new card with its first draft.</summary>
    public static async Task<Scorecard> InsertAsync(
        WriteSession session, Scorecard card, EditionBody body, string basis, string actor,
        DateTimeOffset now)
    {
        await session.InsertAsync(card);
        await session.InsertAsync(new ScorecardVersion
        {
            ScorecardId = card.Id, N = 1, State = ScorecardState.Draft, BasisName = basis,
            LeastN = ScorecardVersion.LeastUsual,
            MeasuredMinMilli = ScorecardVersion.MeasuredUsualMilli,
            LineShareMilli = ScorecardVersion.LineShareUsualMilli, MadeBy = actor, MadeAt = now,
        });
        foreach (var node in ScorecardDraft.Of(card.Id, 1, body, Branches))
        {
            await session.InsertAsync(node);
        }

        await SubjectJournal.AppendAsync(
            session, card.Id, actor, "scorecard.Made", new { card.Code, card.EditionCode }, now);
        return card;
    }

    /// <summary>Begins a draft out of the newest version. Errors: the caller may not; no such card;
    /// there is a draft already.</summary>
    public Task<Outcome<ScorecardVersion>> DraftAsync(
        string code, Caller caller, CancellationToken stop = default) =>
        ChangeAsync(
            code, caller,
            async (session, file, now) =>
            {
                if (file.Draft is { } open)
                {
                    return new Problem(ProblemCode.AlreadyExists, "draft", open.N);
                }

                var last = file.Versions[0];
                var draft = last with
                {
                    N = last.N + 1, State = ScorecardState.Draft, FromMonth = null,
                    PublishedAt = null, MadeBy = caller.Actor, MadeAt = now, Version = 1,
                };
                await session.InsertAsync(draft);
                foreach (var node in await ScorecardLists.NodesAsync(
                    session.Reads, file.Card.Id, last.N, stop))
                {
                    await session.InsertAsync(node with { VersionN = draft.N });
                }

                await SubjectJournal.AppendAsync(
                    session, file.Card.Id, caller.Actor, "scorecard.Drafted",
                    new { file.Card.Code, draft.N }, now);
                return draft;
            },
            stop);

    /// <summary>Changes the draft's numbers and weights. Errors: as
    /// <see cref="ScorecardRules.Change"/> and <see cref="ScorecardRules.Refuse"/>; no draft; a
    /// node nobody knows.</summary>
    public Task<Outcome<ScorecardVersion>> SaveAsync(
        string code, VersionWish wish, Caller caller, CancellationToken stop = default) =>
        ChangeAsync(
            code, caller,
            async (session, file, now) =>
            {
                if (!file.Open.Try(out var draft, out var closed))
                {
                    return closed;
                }

                var nodes = await ScorecardLists.NodesAsync(
                    session.Reads, file.Card.Id, draft.N, stop);
                if (!Weigh(nodes, wish.Weights).Try(out var weighed, out var wrong)
                    || !ScorecardRules.Change(
                            draft, wish.BasisName, wish.LeastN, wish.MeasuredMinMilli,
                            wish.LineShareMilli).Try(out var after, out wrong))
                {
                    return wrong;
                }

                return ScorecardRules.Refuse(weighed) is { } unfit
                    ? unfit
                    : await StoreAsync(session, file, nodes, weighed, draft, after, caller, now);
            },
            stop);

    /// <summary>Makes the draft hold from a month on. Errors: as
    /// <see cref="ScorecardRules.Publish"/>; no draft.</summary>
    public Task<Outcome<ScorecardVersion>> PublishAsync(
        string code, string? fromMonth, Caller caller, CancellationToken stop = default) =>
        ChangeAsync(
            code, caller,
            async (session, file, now) =>
            {
                if (!file.Open.Try(out var draft, out var closed))
                {
                    return closed;
                }

                var nodes = await ScorecardLists.NodesAsync(
                    session.Reads, file.Card.Id, draft.N, stop);
                return ScorecardRules.Publish(
                        draft, nodes, fromMonth, file.Versions, editions.Today, now)
                    .Try(out var after, out var wrong)
                    ? await PublishAsync(session, file.Card, draft, after, caller.Actor, now)
                    : wrong;
            },
            stop);

    /// <summary>Stores a version that holds from now on.</summary>
    public static async Task<Outcome<ScorecardVersion>> PublishAsync(
        WriteSession session, Scorecard card, ScorecardVersion before, ScorecardVersion after,
        string actor, DateTimeOffset now)
    {
        if (!await session.UpdateAsync(after, before.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version");
        }

        await SubjectJournal.AppendAsync(
            session, card.Id, actor, "scorecard.Published",
            new { card.Code, after.N, after.FromMonth, after.LineShareMilli }, now);
        return after;
    }

    /// <summary>Changes a card by who may. Errors: the caller may not; no such card; what the
    /// change refuses.</summary>
    public async Task<Outcome<ScorecardVersion>> ChangeAsync(
        string code, Caller caller,
        Func<WriteSession, ScorecardFile, DateTimeOffset, Task<Outcome<ScorecardVersion>>> change,
        CancellationToken stop)
    {
        if (caller.Refuse(Permission.ScorecardEdit) is { } refused)
        {
            return refused;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
                (await ScorecardLists.FileAsync(session.Reads, code, stop))
                    .Try(out var file, out var missing)
                    ? await change(session, file, now)
                    : missing,
            stop);
    }

    private static async Task<Outcome<ScorecardVersion>> StoreAsync(
        WriteSession session, ScorecardFile file, IReadOnlyList<ScoreNode> before,
        IReadOnlyList<ScoreNode> after, ScorecardVersion draft, ScorecardVersion saved,
        Caller caller, DateTimeOffset now)
    {
        if (!await session.UpdateAsync(saved, draft.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version");
        }

        var changed = after.Except(before).ToList();
        foreach (var node in changed)
        {
            await session.UpdateAsync(node);
        }

        await SubjectJournal.AppendAsync(
            session, file.Card.Id, caller.Actor, "scorecard.Changed",
            new
            {
                file.Card.Code, saved.N, saved.LeastN, saved.MeasuredMinMilli,
                saved.LineShareMilli,
                weights = changed.Select(node =>
                    $"{node.Code} {node.CityWeight}/{node.TerritoryWeight}/{node.LineWeight}"),
            },
            now);
        return saved;
    }

    private static Outcome<List<ScoreNode>> Weigh(
        IReadOnlyList<ScoreNode> nodes,
        IReadOnlyDictionary<string, IReadOnlyList<int>> weights)
    {
        var kinds = Enum.GetValues<UnitKind>().Length;
        var unknown = weights.FirstOrDefault(one =>
            one.Value.Count != kinds || nodes.All(node => node.Code != one.Key));
        return unknown.Key is not null
            ? new Problem(ProblemCode.UnknownValue, "weights", unknown.Key)
            : (Outcome<List<ScoreNode>>)nodes.Select(node =>
                weights.TryGetValue(node.Code, out var set)
                    ? node with
                    {
                        CityWeight = set[0], TerritoryWeight = set[1], LineWeight = set[2],
                    }
                    : node).ToList();
    }
}
