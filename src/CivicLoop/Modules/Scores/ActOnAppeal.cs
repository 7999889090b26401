using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Scores;

/// <summary>An appeal as a form or a program says it.</summary>
internal sealed record AppealInput(
    string? Card, string? Period, UnitKind? Kind, string? Unit, string? Node, Guid? Visit,
    string? Item, string? Words, string? Evidence)
{
    /// <summary>Ids of pictures that were taken in.</summary>
    public IReadOnlyList<string> Pictures { get; init; } = [];
}

/// <summary>Makes, takes back and rules on appeals; a score that was contested with right is
/// computed again and published as a revision.</summary>
internal sealed class ActOnAppeal(
    CityDatabase database, ScoreLists lists, ScoreCells cells, PublishScores publish,
    TellOfAppeal tell, CityHolder city, TimeProvider time)
{
    // A job's turn; a city has a few appeals a month.
    private const int RevisedAtOnce = 50;

    /// <summary>Contests a published score of the caller's own unit: of the unit itself by line, or
    /// of a district it stands for. Errors: the caller may not; another's score; no such node or
    /// visit; words or evidence are missing; a picture that was never taken in; the time is over.
    /// </summary>
    public async Task<Outcome<ScoreAppeal>> MakeAsync(
        AppealInput input, Caller caller, CancellationToken stop = default)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.ScoreAppeal)) is { } denied)
        {
            return denied;
        }

        if (!(await lists.FindAsync(input.Card ?? "", input.Period, null, stop))
            .Try(out var published, out var missing))
        {
            return missing;
        }

        var unit = input.Unit?.Trim() ?? "";
        var kind = input.Kind ?? UnitKind.City;
        if (!IsOwn(kind, unit, caller))
        {
            return new Problem(ProblemCode.AppealOfOthers, null, unit);
        }

        var id = published.Publication.Id;
        var node = string.IsNullOrWhiteSpace(input.Node)
            ? ScorecardDraft.Root
            : input.Node.Trim();
        if ((await lists.UnitAsync(id, kind, unit, stop))?.Nodes.All(one => one.Code != node)
            != false)
        {
            return new Problem(ProblemCode.UnknownValue, "node", node);
        }

        var now = Instants.Storable(time.GetUtcNow());
        var wanted = new ScoreAppeal
        {
            Id = Ids.New(now), PublicationId = id, UnitKind = kind, UnitCode = unit,
            NodeCode = node, VisitId = input.Visit, ItemCode = input.Item?.Trim() ?? "",
            Words = input.Words?.Trim() ?? "", Evidence = input.Evidence?.Trim() ?? "",
            MadeBy = caller.Actor, MadeOrg = caller.OrganizationCode!, MadeAt = now,
            State = AppealState.Open,
        };
        return await database.WriteAsync(
            async session =>
                await RefuseVisitAsync(session, wanted, stop) is { } unknown ? unknown
                : AppealRules.Make(wanted, published.Publication.PublishedAt)
                    .Try(out var made, out var wrong)
                    ? await InsertAsync(
                        session, made, input.Pictures, published.Publication.Period, now, stop)
                : wrong,
            stop);
    }

    /// <summary>Errors: as <see cref="AppealRules.Withdraw"/>; there is none.</summary>
    public Task<Outcome<ScoreAppeal>> WithdrawAsync(
        Guid id, Caller caller, CancellationToken stop = default) =>
        ChangeAsync(
            id, caller, Permission.ScoreAppeal,
            async (session, before, now) =>
                AppealRules.Withdraw(before, caller.OrganizationCode ?? "")
                    .Try(out var after, out var wrong)
                    ? await StoreAsync(session, before, after, "appeal.Withdrawn", caller, now)
                    : wrong,
            stop);

    /// <summary>Rules. What is upheld is struck out of the sums, and the score is computed again at
    /// once. Errors: as <see cref="AppealRules.Rule"/>; the caller may not; there is none.
    /// </summary>
    public async Task<Outcome<ScoreAppeal>> RuleAsync(
        Guid id, bool upheld, string? ruling, Caller caller, CancellationToken stop = default)
    {
        var ruled = await ChangeAsync(
            id, caller, Permission.ScoreRule,
            async (session, before, now) =>
            {
                var publication = await session.Reads.Set<Publication>()
                    .FirstAsync(row => row.Id == before.PublicationId, stop);
                if (!AppealRules.Rule(
                        before, upheld, ruling, caller.Actor, caller.OrganizationCode ?? "",
                        publication.PublishedBy, now)
                    .Try(out var after, out var wrong))
                {
                    return wrong;
                }

                if (upheld && after.VisitId is { } visit)
                {
                    await StrikeAsync(session, after, visit, now, stop);
                }

                await tell.RuledAsync(session, after, publication.Period, now);
                return await StoreAsync(
                    session, before, after,
                    upheld ? "appeal.Upheld" : "appeal.Dismissed", caller, now);
            },
            stop);
        if (ruled.Problem is null && upheld)
        {
            await ReviseAsync(stop);
            await using var context = database.OpenContext();
            return await context.Set<ScoreAppeal>().FirstAsync(row => row.Id == id, stop);
        }

        return ruled;
    }

    /// <summary>Computes again what was contested with right and has not been; also what an
    /// interrupted program left.</summary>
    public async Task ReviseAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var waiting = await context.Set<ScoreAppeal>()
            .Where(row => row.State == AppealState.Upheld && row.RevisedId == null)
            .OrderBy(row => row.Id).Take(RevisedAtOnce)
            .Join(
                context.Set<Publication>(), row => row.PublicationId, one => one.Id,
                (row, one) => new { Appeal = row, Publication = one })
            .Join(
                context.Set<Scorecard>(), one => one.Publication.ScorecardId, card => card.Id,
                (one, card) => new { one.Appeal, one.Publication, card.Code })
            .ToListAsync(stop);
        foreach (var one in waiting)
        {
            var revised = await publish.StoreAsync(
                one.Code, ScorePeriod.Parse(one.Publication.Period).Value,
                $"{one.Appeal.Id}: {one.Appeal.Ruling}"[..Math.Min(
                    PublishScores.ReasonMax, one.Appeal.Ruling.Length + GuidSigns)],
                one.Appeal.RuledBy!, stop);
            if (revised.Try(out var made, out _))
            {
                await database.WriteAsync(
                    async session => (Outcome<bool>)await session.UpdateAsync(
                        one.Appeal with
                        {
                            RevisedId = made.Id, Version = one.Appeal.Version + 1,
                        },
                        one.Appeal.Version),
                    stop);
            }
        }
    }

    // An id, a colon and a blank before the ruling's words.
    private const int GuidSigns = 38;

    private bool IsOwn(UnitKind kind, string unit, Caller caller) => kind switch
    {
        UnitKind.Line => caller.OrganizationCode == unit,
        UnitKind.Territory => city.Current.Organizations.OwnerOf(unit) is { } owner
            && (owner.Code == caller.OrganizationCode
                || caller.OrganizationPath?.StartsWith(owner.Path, StringComparison.Ordinal)
                    == true),
        UnitKind.City => false,
    };

    private static async Task<Problem?> RefuseVisitAsync(
        WriteSession session, ScoreAppeal wanted, CancellationToken stop) =>
        wanted.VisitId is not { } visit ? null
        : await ReadVisits.FindAsync(session.Reads, visit, stop) is not var (found, answers)
            || found.DoneAt is null
            || (wanted.UnitKind == UnitKind.Territory && found.DistrictCode != wanted.UnitCode)
            ? new Problem(ProblemCode.UnknownValue, "visit", $"{visit}")
        : wanted.ItemCode.Length > 0 && answers.All(one => one.ItemCode != wanted.ItemCode)
            ? new Problem(ProblemCode.UnknownValue, "item", wanted.ItemCode)
        : null;

    private async Task StrikeAsync(
        WriteSession session, ScoreAppeal appeal, Guid visit, DateTimeOffset now,
        CancellationToken stop)
    {
        var before = await session.Reads.Set<ScoreStrike>().Where(row => row.VisitId == visit)
            .Select(row => row.ItemCode).ToListAsync(stop);
        if (before.Contains(appeal.ItemCode))
        {
            return;
        }

        await session.InsertAsync(new ScoreStrike(visit, appeal.ItemCode, appeal.Id, now));
        await cells.StrikeAsync(session, visit, before, appeal.ItemCode, stop);
    }

    private async Task<Outcome<ScoreAppeal>> ChangeAsync(
        Guid id, Caller caller, Permission permission,
        Func<WriteSession, ScoreAppeal, DateTimeOffset, Task<Outcome<ScoreAppeal>>> change,
        CancellationToken stop)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(permission)) is { } refused)
        {
            return refused;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
                await session.Reads.Set<ScoreAppeal>()
                    .FirstOrDefaultAsync(row => row.Id == id, stop) is { } before
                    ? await change(session, before, now)
                    : new Problem(ProblemCode.NotFound, "appeal", $"{id}"),
            stop);
    }

    private async Task<Outcome<ScoreAppeal>> InsertAsync(
        WriteSession session, ScoreAppeal made, IReadOnlyList<string> sent, string period,
        DateTimeOffset now, CancellationToken stop)
    {
        if (!(await Pictures.TakeAsync(session, sent)).Try(out var pictures, out var unfit))
        {
            return unfit;
        }

        await session.InsertAsync(made);
        for (var n = 0; n < pictures.Count; n++)
        {
            await session.InsertAsync(new AppealPicture(made.Id, n + 1, pictures[n]));
        }

        await SubjectJournal.AppendAsync(
            session, made.Id, made.MadeBy, "appeal.Made",
            new
            {
                made.PublicationId, made.UnitKind, made.UnitCode, made.NodeCode, made.VisitId,
                made.ItemCode, made.MadeOrg, pictures,
            },
            now);
        await tell.MadeAsync(session, made, period, now, stop);
        return made with { Pictures = pictures };
    }

    private static async Task<Outcome<ScoreAppeal>> StoreAsync(
        WriteSession session, ScoreAppeal before, ScoreAppeal after, string kind, Caller caller,
        DateTimeOffset now)
    {
        if (!await session.UpdateAsync(after, before.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version");
        }

        await SubjectJournal.AppendAsync(
            session, after.Id, caller.Actor, kind,
            new { after.PublicationId, after.VisitId, after.ItemCode }, now);
        return after;
    }
}
