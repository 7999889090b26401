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
internal sealed class JoinCase(
    CaseWriter writer, CaseContacts contacts, ContactProofs proofs, ContactVault vault,
    TimeProvider time)
{
    /// <summary>Errors: the case is not there or not open; a contact nobody could be reached by.
    /// </summary>
    /// <param name="language">Language the follower is written to in.</param>
    public async Task<Outcome<Reported>> RunAsync(
        Guid caseId, ContactInput? contact, string language, Caller caller,
        CancellationToken stop = default)
    {
        if (contact?.Fault() is { } fault)
        {
            return fault;
        }

        var secret = "";
        var joined = await writer.ActAsync(
            caseId, new CaseAction(CaseCommand.Join, caller),
            prepare: async (session, before) =>
            {
                secret = await FollowAsync(session, before, contact, language);
                return new CaseAction(CaseCommand.Join, caller);
            },
            stop: stop);
        return joined.Try(out var row, out var problem)
            ? new Reported(row, secret)
            : problem;
    }

    private async Task<string> FollowAsync(
        WriteSession session, Case before, ContactInput? contact, string language)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var last = await session.Reads.Set<CaseFollower>()
            .Where(row => row.CaseId == before.Id).MaxAsync(row => (int?)row.N) ?? 0;
        var given = contact is null || contact.IsEmpty ? null : contact.Tidy();
        var recipient = new CaseRecipient(before.Id, last + 1);
        var secret = CaseSecrets.WayBack(vault, recipient.Name);
        await session.InsertAsync(new CaseFollower
        {
            CaseId = before.Id,
            N = last + 1,
            SecretHash = CaseSecrets.HashOf(secret),
            Contact = given is null
                ? null
                : vault.Lock(JsonSerializer.Serialize(given, CaseJournal.Json)),
            ContactMark = contacts.MarkOf(given),
            Language = language,
            JoinedAt = now,
            EraseAt = now.AddDays(CaseContacts.KeepDays),
        });
        await proofs.AskAsync(session, before, recipient, given, language, now);
        return secret;
    }
}
