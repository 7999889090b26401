using System.Text.Json;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Secrets;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>Keeps reporters' contacts: encrypted, shown only to who must call back and never
/// silently, erased when their time is over.</summary>
internal sealed class CaseContacts(
    CityDatabase database, CityHolder city, ContactVault vault, TimeProvider time)
{
    /// <summary>Days a contact is kept after the last thing that could need it: the reporter's
    /// answer window and the re-check of a recurrence, with as much again for a
    /// complaint.</summary>
    public const int KeepDays = 180;

    /// <summary>The row that lets a reporter come back, and their contact if they left
    /// one.</summary>
    public CaseReporter Reporter(
        Guid caseId, string secret, ContactInput? contact, string language, DateTimeOffset now)
    {
        var given = contact is null || contact.IsEmpty ? null : contact.Tidy();
        var text = given is null ? null : JsonSerializer.Serialize(given, CaseJournal.Json);
        return new CaseReporter
        {
            CaseId = caseId,
            SecretHash = CaseSecrets.HashOf(secret),
            Contact = text is null ? null : vault.Lock(text),
            ContactMark = MarkOf(given),
            Language = language,
            EraseAt = now.AddDays(KeepDays),
        };
    }

    /// <summary>Keyed hash of what somebody is reached by; null where nothing was left.</summary>
    public byte[]? MarkOf(ContactInput? contact) =>
        contact?.Tidy() is { } given && (given.Email ?? given.Phone) is { } mark
            ? vault.Mark(mark)
            : null;

    public ContactInput Read(byte[] locked) =>
        JsonSerializer.Deserialize<ContactInput>(vault.Unlock(locked), CaseJournal.Json)!;

    /// <summary>Where a notice's recipient is reached by mail; null where none was left, it was
    /// erased, or nobody has proven it yet. For the sending job alone: nobody reads it.</summary>
    /// <param name="unproven">True for the letter that asks for the proof.</param>
    public async Task<string?> EmailOfAsync(
        string recipient, CancellationToken stop, bool unproven = false)
    {
        if (CaseRecipient.Read(recipient) is not { } whom)
        {
            return null;
        }

        await using var context = database.OpenContext();
        var locked = whom.FollowerN is { } n
            ? await context.Set<CaseFollower>()
                .Where(row => row.CaseId == whom.CaseId && row.N == n
                    && (unproven || row.VerifiedAt != null))
                .Select(row => row.Contact).FirstOrDefaultAsync(stop)
            : await context.Set<CaseReporter>()
                .Where(row => row.CaseId == whom.CaseId && (unproven || row.VerifiedAt != null))
                .Select(row => row.Contact).FirstOrDefaultAsync(stop);
        return locked is null ? null : Read(locked).Email;
    }

    /// <summary>Shows a reporter's contact to a person who must call back; the showing is journaled
    /// on the case. Errors: not permitted, none left.</summary>
    public Task<Outcome<ContactInput>> ShowAsync(
        Guid caseId, Caller caller, CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            async session =>
            {
                var found = await session.Reads.Set<Case>()
                    .FirstOrDefaultAsync(row => row.Id == caseId, stop);
                if (found is null)
                {
                    return new Problem(ProblemCode.NotFound, "case", caseId);
                }

                var standing = found.Standing(city.Current.Organizations.PathOf);
                if (!caller.May(Permission.CaseSeeContact, standing))
                {
                    return new Problem(ProblemCode.NotPermitted, null, Permission.CaseSeeContact);
                }

                var reporter = await session.Reads.Set<CaseReporter>()
                    .FirstOrDefaultAsync(row => row.CaseId == caseId, stop);
                if (reporter?.Contact is not { } locked)
                {
                    return new Problem(ProblemCode.NotFound, "contact", found.Number);
                }

                await CaseJournal.NoteAsync(session, found, "ShowContact", caller, now);
                return (Outcome<ContactInput>)Read(locked);
            },
            stop);
    }

    /// <summary>Erases contacts whose time is over, of reporters and followers, a batch at a time.
    /// Answers how many.</summary>
    public async Task<int> EraseDueAsync(CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var outcome = await database.WriteAsync(
            async session =>
            {
                var reporters = await session.ExecuteAsync(
                    """
                    UPDATE case_reporters
                    SET contact = NULL, contact_mark = NULL, verified_at = NULL, erased_at = @now
                    WHERE erased_at IS NULL AND erase_at <= @now
                    """,
                    ("@now", now));
                var followers = await session.ExecuteAsync(
                    """
                    UPDATE case_followers
                    SET contact = NULL, contact_mark = NULL, verified_at = NULL
                    WHERE contact IS NOT NULL AND erase_at <= @now
                    """,
                    ("@now", now));
                return (Outcome<int>)(reporters + followers);
            },
            stop);
        return outcome.Value;
    }

    /// <summary>The reporter's own wish: contact and own words go, the problem stays.</summary>
    public static async Task EraseAsync(WriteSession session, Guid caseId, DateTimeOffset now)
    {
        await session.ExecuteAsync(
            """
            UPDATE case_reporters
            SET contact = NULL, contact_mark = NULL, verified_at = NULL, erased_at = @now
            WHERE case_id = @case
            """,
            ("@now", now), ("@case", caseId));
        await CaseUndo.ForgetAsync(session, caseId);
        await session.ExecuteAsync(
            """
            UPDATE case_words SET words = NULL, salt = NULL
            WHERE case_id = @case AND by_reporter = TRUE
            """,
            ("@case", caseId));
    }
}
