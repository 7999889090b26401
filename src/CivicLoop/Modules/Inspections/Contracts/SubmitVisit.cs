using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Inspections.Contracts;

/// <summary>What is said of a visit at once: some of its items, what was observed, the walk.
/// </summary>
internal sealed record VisitEntry
{
    public IReadOnlyDictionary<string, AnswerWish> Answers { get; init; } =
        new Dictionary<string, AnswerWish>();

    public IReadOnlyList<Observation> Seen { get; init; } = [];

    public int? WalkedM { get; init; }

    /// <summary>Null leaves it as it is.</summary>
    public string? Note { get; init; }
}

/// <summary>A visit made without a network: all that was seen, sent at once.</summary>
/// <param name="Site">Code of the site; needed for a visit on the inspector's own way.</param>
/// <param name="BegunAt">When the inspector was there; null for now.</param>
internal sealed record VisitSubmission(string? Site, DateTimeOffset? BegunAt, VisitEntry Entry);

/// <summary>Begins, fills in and hands in a visit in one write: all of it or nothing. The same sent
/// again changes nothing, whatever became of the first answer.</summary>
internal sealed class SubmitVisit(
    CityDatabase database, RecordVisit record, VisitLists visits, VisitAsks asks,
    OpenFindings findings, TimeProvider time)
{
    /// <summary>Errors: as beginning, saying and handing in have them; a time that cannot be.
    /// </summary>
    public async Task<Outcome<Visit>> RunAsync(
        Guid id, VisitSubmission sent, Caller caller, CancellationToken stop = default)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var begun = Instants.Storable(sent.BegunAt ?? now);
        if ((caller.Refuse(Permission.InspectionVisit) ?? VisitRules.RefuseBegun(begun, now))
            is { } refused)
        {
            return refused;
        }

        // All that no visit changes is read before others have to wait for this write.
        await using var context = database.OpenContext();
        if (!(await GoalAsync(context, id, sent.Site, caller.Actor, begun, stop))
            .Try(out var goal, out var unknown))
        {
            return unknown;
        }

        var unit = await asks.UnitOfAsync(context, goal.Place.Site, stop);
        var done = await database.WriteAsync(
            async session =>
            {
                var before = await KnownAsync(session, id, stop);
                return before is { State: VisitState.Done } && before.Inspector == caller.Actor
                    ? await AgainAsync(session, before, goal.Place, sent.Entry, stop)
                    : await TakeAsync(
                        session, before, goal, unit, sent, begun, now, caller, stop);
            },
            stop);
        if (!done.Try(out var taken, out var refusal))
        {
            return refusal;
        }

        if (taken.HasFindings)
        {
            await findings.RunAsync(id, stop);
        }

        return taken.Visit;
    }

    // Most are sent for the first time, and everybody's visits wait while this one is stored.
    private static async Task<Visit?> KnownAsync(
        WriteSession session, Guid id, CancellationToken stop) =>
        await session.ScalarAsync("SELECT 1 FROM visits WHERE id = @id", ("@id", id)) is null
            ? null
            : await session.Reads.Set<Visit>().FirstAsync(row => row.Id == id, stop);

    private async Task<Outcome<VisitGoal>> GoalAsync(
        CityContext context, Guid id, string? site, string actor, DateTimeOffset begun,
        CancellationToken stop) =>
        await context.Set<Visit>().FirstOrDefaultAsync(row => row.Id == id, stop) is { } known
            ? new VisitGoal(known, await visits.PlaceAsync(context, known, stop))
            : await record.OwnAsync(context, id, site, actor, begun, stop);

    private async Task<Outcome<(Visit Visit, bool HasFindings)>> TakeAsync(
        WriteSession session, Visit? before, VisitGoal goal, string? unit, VisitSubmission sent,
        DateTimeOffset begun, DateTimeOffset now, Caller caller, CancellationToken stop)
    {
        if (!(await RecordVisit.BeginAsync(session, before, goal, sent.Site, caller, begun))
            .Try(out var visit, out var wrong))
        {
            return wrong;
        }

        // Nothing was said yet of a visit nobody knew.
        var file = before is null
            ? new VisitFile(
                visit, goal.Place, new Dictionary<string, VisitAnswer>(), [],
                new Dictionary<string, Finding>())
            : await VisitLists.FileAsync(session.Reads, visit, goal.Place, stop);
        if (!(await RecordVisit.SayAsync(session, file, sent.Entry, now)).Try(out file, out wrong))
        {
            return wrong;
        }

        if (!VisitRules.HandIn(file.Visit, file.Sheet, file.Answers, file.Seen, now)
                .Try(out var after, out wrong)
            || !(await record.HandInAsync(session, file, unit, after, caller, now, stop))
                .Try(out after, out wrong))
        {
            return wrong;
        }

        return (after, file.Answers.Values.Any(answer => answer.IsFinding));
    }

    // The answer to the first sending was lost on its way; another sheet for the same visit is not
    // the same sent again.
    private static async Task<Outcome<(Visit Visit, bool HasFindings)>> AgainAsync(
        WriteSession session, Visit done, VisitPlace place, VisitEntry entry,
        CancellationToken stop)
    {
        var file = await VisitLists.FileAsync(session.Reads, done, place, stop);
        var isSame = entry.Seen.All(file.Seen.Contains)
            && entry.Answers.All(said => file.Answers.TryGetValue(said.Key, out var kept)
                && kept.IsSaidBy(
                    said.Value, file.Sheet.Of(said.Key) is { Kind: ProtocolKind.Crossing }));
        // Whether what it found was opened before the program stopped is looked up.
        return isSame ? (done, true) : new Problem(ProblemCode.VisitOver, "state", done.State);
    }
}
