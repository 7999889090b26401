using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Secrets;
using Microsoft.EntityFrameworkCore;
using System.Text.Json;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>"Me too": a resident joins a case instead of reporting it again, and follows it.
/// </summary>
internal sealed class JoinCase(CaseWriter writer, ContactVault vault, TimeProvider time)
{
    /// <summary>Errors: the case is not there or not open; a contact nobody could be reached by.
    /// </summary>
    public async Task<Outcome<Reported>> RunAsync(
        Guid caseId, ContactInput? contact, Caller caller, CancellationToken stop = default)
    {
        if (contact?.Fault() is { } fault)
        {
            return fault;
        }

        var secret = CaseSecrets.New();
        var joined = await writer.ActAsync(
            caseId, new CaseAction(CaseCommand.Join, caller),
            prepare: (session, before) => FollowAsync(session, before, secret, contact, caller),
            stop: stop);
        return joined.Try(out var row, out var problem)
            ? new Reported(row, secret)
            : problem;
    }

    private async Task<Outcome<CaseAction>> FollowAsync(
        WriteSession session, Case before, string secret, ContactInput? contact, Caller caller)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var last = await session.Reads.Set<CaseFollower>()
            .Where(row => row.CaseId == before.Id).MaxAsync(row => (int?)row.N) ?? 0;
        var given = contact is null || contact.IsEmpty ? null : contact.Tidy();
        await session.InsertAsync(new CaseFollower
        {
            CaseId = before.Id,
            N = last + 1,
            SecretHash = CaseSecrets.HashOf(secret),
            Contact = given is null
                ? null
                : vault.Lock(JsonSerializer.Serialize(given, CaseJournal.Json)),
            JoinedAt = now,
            EraseAt = now.AddDays(CaseContacts.KeepDays),
        });
        return new CaseAction(CaseCommand.Join, caller);
    }
}
