using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Notices;
using CivicLoop.Platform.Secrets;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>How far a contact is.</summary>
internal enum ContactState
{
    /// <summary>Nothing to write to.</summary>
    None,

    /// <summary>The letter with the link is out; nothing else is sent.</summary>
    Asked,

    /// <summary>Its owner opened the link.</summary>
    Proven,
}

/// <summary>Writes to nobody who did not ask for it: an address gets one letter with a link, and
/// notices only after the link was opened. Each later letter carries a link that ends them.
/// </summary>
internal sealed class ContactProofs(
    CityDatabase database, CityHolder city, CaseContacts contacts, ContactVault vault,
    TimeProvider time)
{
    /// <summary>The notice that asks for the proof.</summary>
    public const string Template = "contact-proof";

    // Who reports more in a day than this has proven an address before.
    private const int AskedADayMax = 5;

    /// <summary>Asks the owner of a contact just stored, in the same transaction; not where there
    /// is no address, nor where the address was asked too often today.</summary>
    public async Task AskAsync(
        WriteSession session, Case about, CaseRecipient recipient, ContactInput? contact,
        string language, DateTimeOffset now)
    {
        if (contact?.Tidy().Email is null || contacts.MarkOf(contact) is not { } mark)
        {
            return;
        }

        var since = now.AddDays(CaseContacts.KeepDays - 1);
        var asked = await session.Reads.Set<CaseReporter>()
                .CountAsync(row => row.ContactMark == mark && row.EraseAt > since
                    && row.VerifiedAt == null)
            + await session.Reads.Set<CaseFollower>()
                .CountAsync(row => row.ContactMark == mark && row.EraseAt > since
                    && row.VerifiedAt == null);
        if (asked > AskedADayMax)
        {
            return;
        }

        var letter = CaseNotices.Message(
            about, NoticeChannel.Mail, recipient.Name, Template, city, now);
        await session.InsertAsync(letter with { Language = language });
    }

    /// <summary>The address of the link that proves a contact.</summary>
    public string ProofAddress(string number, CaseRecipient recipient) =>
        Address("prove", number, recipient, CaseSecrets.Proof(vault, recipient.Name));

    /// <summary>The address of the link that ends the letters.</summary>
    public string EndAddress(string number, CaseRecipient recipient) =>
        Address("end", number, recipient, CaseSecrets.WayBack(vault, recipient.Name));

    /// <summary>The address that opens the case as the recipient's own.</summary>
    public string WayBackAddress(string number, CaseRecipient recipient) =>
        $"/cases/{Uri.EscapeDataString(number)}?secret="
        + CaseSecrets.WayBack(vault, recipient.Name);

    public async Task<ContactState> StateAsync(CaseRecipient recipient, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var found = recipient.FollowerN is { } n
            ? await context.Set<CaseFollower>()
                .Where(row => row.CaseId == recipient.CaseId && row.N == n)
                .Select(row => new { row.Contact, row.VerifiedAt }).FirstOrDefaultAsync(stop)
            : await context.Set<CaseReporter>()
                .Where(row => row.CaseId == recipient.CaseId)
                .Select(row => new { row.Contact, row.VerifiedAt }).FirstOrDefaultAsync(stop);
        return found?.Contact is not { } locked || contacts.Read(locked).Email is null
                ? ContactState.None
            : found.VerifiedAt is null ? ContactState.Asked
            : ContactState.Proven;
    }

    /// <summary>Whom a link of ours names; null where its code is not theirs.</summary>
    public async Task<CaseRecipient?> WhomAsync(
        bool proves, string number, int? follower, string? code, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var id = await context.Set<Case>().Where(row => row.Number == number)
            .Select(row => (Guid?)row.Id).FirstOrDefaultAsync(stop);
        if (id is not { } caseId)
        {
            return null;
        }

        var recipient = new CaseRecipient(caseId, follower);
        var wanted = proves
            ? CaseSecrets.Proof(vault, recipient.Name)
            : CaseSecrets.WayBack(vault, recipient.Name);
        return CaseSecrets.AreEqual(wanted, code) ? recipient : null;
    }

    /// <summary>Its owner opened the link: from now on notices are sent there.</summary>
    public Task<Outcome<Case>> ProveAsync(CaseRecipient recipient, CancellationToken stop) =>
        ChangeAsync(
            recipient, "ProveContact",
            """
            UPDATE case_reporters SET verified_at = @now
            WHERE case_id = @case AND contact IS NOT NULL AND verified_at IS NULL
            """,
            """
            UPDATE case_followers SET verified_at = @now
            WHERE case_id = @case AND n = @n AND contact IS NOT NULL AND verified_at IS NULL
            """,
            isProof: true, stop);

    /// <summary>Ends the letters: the contact is erased, the report or the support stays.</summary>
    public Task<Outcome<Case>> EndAsync(CaseRecipient recipient, CancellationToken stop) =>
        ChangeAsync(
            recipient, "EndLetters",
            """
            UPDATE case_reporters SET contact = NULL, contact_mark = NULL, verified_at = NULL
            WHERE case_id = @case AND contact IS NOT NULL
            """,
            """
            UPDATE case_followers SET contact = NULL, contact_mark = NULL, verified_at = NULL
            WHERE case_id = @case AND n = @n AND contact IS NOT NULL
            """,
            isProof: false, stop);

    // Done a second time it changes nothing, and nothing is written down.
    private Task<Outcome<Case>> ChangeAsync(
        CaseRecipient recipient, string kind, string reporters, string followers,
        bool isProof, CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        (string, object?)[] at = isProof ? [("@now", now)] : [];
        return database.WriteAsync(
            async session =>
            {
                var changed = recipient.FollowerN is { } n
                    ? await session.ExecuteAsync(
                        followers, [.. at, ("@case", recipient.CaseId), ("@n", n)])
                    : await session.ExecuteAsync(
                        reporters, [.. at, ("@case", recipient.CaseId)]);
                var about = await session.Reads.Set<Case>()
                    .FirstAsync(row => row.Id == recipient.CaseId, stop);
                if (changed > 0)
                {
                    await CaseJournal.NoteAsync(session, about, kind, Caller.Resident, now);
                }

                return (Outcome<Case>)about;
            },
            stop);
    }

    private static string Address(
        string what, string number, CaseRecipient recipient, string code) =>
        $"/letters/{what}/{Uri.EscapeDataString(number)}"
        + (recipient.FollowerN is { } n ? $"?follower={n}&code={code}" : $"?code={code}");
}
