using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>The one way a case is written: the domain decides, and the row, the journal entry, the
/// words and the notices are stored in the platform's transaction.</summary>
internal sealed class CaseWriter(
    CityDatabase database, CityHolder city, CaseNotices notices,
    IEnumerable<INewCaseWatch> watches, ClockRules clocks, TimeProvider time)
{
    /// <summary>Stores a new case with the reporter's way back to it. Error: a case of the other
    /// system's number is there, also where it is just being stored.</summary>
    /// <param name="along">Writes what belongs to the report; a problem undoes all of it.</param>
    public Task<Outcome<Case>> ReportAsync(
        CaseReport report, string actor, string? actorOrg, CaseReporter? reporter,
        Func<WriteSession, Case, Task<Problem?>>? along = null, CancellationToken stop = default)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            IdempotencyKeys.Guard<Case>(async session =>
            {
                if (report.ExternalId is { } external
                    && await session.Reads.Set<Case>()
                        .AnyAsync(row => row.ExternalId == external, stop))
                {
                    return new Problem(ProblemCode.AlreadyExists, "externalId", external);
                }

                var opened = report.Open(actorOrg ?? "", city.Current.CaseRules, now);
                if (!opened.Try(out var decision, out var problem))
                {
                    return problem;
                }

                var stored = await InsertAsync(session, decision, actor, said: null, now);
                await CaseIndex.KeepAsync(session, before: null, stored);
                if (reporter is not null)
                {
                    await session.InsertAsync(reporter);
                }

                foreach (var watch in watches)
                {
                    await watch.SeenAsync(session, [stored]);
                }

                return along is not null && await along(session, stored) is { } unfit
                    ? unfit
                    : stored;
            }, row => row.Id),
            stop);
    }

    /// <summary>Does one command on a case. Errors: not found, changed since
    /// <paramref name="seenVersion"/>, or whatever the workflow forbids.</summary>
    /// <param name="prepare">Completes the action from other rows, before it is decided.</param>
    /// <param name="along">Writes what belongs to the step; a problem undoes all of it.</param>
    public Task<Outcome<Case>> ActAsync(
        Guid caseId, CaseAction action, long? seenVersion = null,
        Func<WriteSession, Case, Task<Outcome<CaseAction>>>? prepare = null,
        Func<WriteSession, Case, Task<Problem?>>? along = null,
        CancellationToken stop = default)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            IdempotencyKeys.Guard<Case>(async session =>
            {
                var before = await session.Reads.Set<Case>()
                    .FirstOrDefaultAsync(row => row.Id == caseId, stop);
                if (before is null)
                {
                    return new Problem(ProblemCode.NotFound, "case", caseId);
                }

                if (seenVersion is { } seen && seen != before.Version)
                {
                    return new Problem(ProblemCode.ChangedMeanwhile, "version", before.Number);
                }

                var prepared = action;
                if (prepare is not null
                    && !(await prepare(session, before)).Try(out prepared, out var unprepared))
                {
                    return unprepared;
                }

                var decided = await DecideAsync(session, before, prepared, now);
                return along is not null && decided.Try(out var stored, out _)
                    && await along(session, stored) is { } unfit
                    ? unfit
                    : decided;
            }, row => row.Id),
            stop);
    }

    /// <summary>Stores a case that has just begun, inside a transaction already open.</summary>
    public static async Task<Case> InsertAsync(
        WriteSession session, CaseDecision decision, string actor, SaidWords? said,
        DateTimeOffset now)
    {
        var (stored, words) = await CaseJournal.AppendAsync(
            session, decision.After, decision.Step, actor, said, now);
        await session.InsertAsync(stored);
        await CaseCells.ChangeAsync(session, before: null, stored);
        if (words is not null)
        {
            await session.InsertAsync(words);
        }

        session.Announce(CaseChanged.Of(stored, decision.Step));
        return stored;
    }

    private async Task<Outcome<Case>> DecideAsync(
        WriteSession session, Case before, CaseAction action, DateTimeOffset now)
    {
        var rules = CaseWorkflow.StartsClock(before.State, action.Command)
            ? await clocks.AtAsync(session.Reads, now)
            : city.Current.CaseRules;
        var outcome = CaseDecider.Decide(before, action, rules, now);
        if (!outcome.Try(out var decision, out var problem))
        {
            return problem;
        }

        // A reporter's edit takes the earlier words out of the city. Their digest stays, for
        // whoever kept them and must show that they were once told.
        var edits = action.Command == CaseCommand.Edit;
        var said = edits
            ? new SaidWords(
                decision.After.Description == before.Description ? null : before.Description,
                Internal: true, ByReporter: true)
            : new SaidWords(
                action.Words, action.Internal, action.Caller.OrganizationCode is null);
        var (stored, words) = await CaseJournal.AppendAsync(
            session, decision.After, decision.Step, action.Caller.Actor, said, now);
        if (!await session.UpdateAsync(stored, before.Version))
        {
            throw new WriteCollision(before.Number);
        }

        await CaseCells.ChangeAsync(session, before, stored);
        await CaseIndex.KeepAsync(session, before, stored);
        await CaseUndo.KeepAsync(session, before, stored, action, now);
        if (words is not null)
        {
            await session.InsertAsync(edits ? words with { Words = null } : words);
        }

        if (action.Command == CaseCommand.Erase)
        {
            await CaseContacts.EraseAsync(session, stored.Id, now);
            await Pictures.EraseReportersAsync(session, stored.Id, Caller.Reporter.Actor);
        }

        await notices.TellAsync(session, before, stored, action, now);
        session.Announce(CaseChanged.Of(stored, decision.Step));
        return stored;
    }
}
