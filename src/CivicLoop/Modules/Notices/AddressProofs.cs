using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Notices;
using CivicLoop.Platform.Secrets;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Notices;

/// <summary>Notices of a person's work go only to an address whose owner opened the link sent
/// there: a mistyped one tells nobody anything. The link's code follows from the city's key, the
/// account and the address, so that it ends with a change of the address.</summary>
internal sealed class AddressProofs(CityDatabase database, ContactVault vault, TimeProvider time)
{
    /// <summary>The notice that asks for the proof.</summary>
    public const string Template = "address-proof";

    // A press too many is no reason to fill somebody's mail.
    private const int AskedADayMax = 5;

    private const int Letters = 32;

    /// <summary>The address of the link.</summary>
    public string Link(Guid account, string address) => string.Create(
        CultureInfo.InvariantCulture,
        $"/account/notices/proof?account={account}&code={Code(account, address)}");

    /// <summary>Puts the letter in the outbox, unless the address was asked often today.</summary>
    public static async Task AskAsync(
        WriteSession session, Guid account, string language, DateTimeOffset now)
    {
        var recipient = $"account:{account}";
        var since = now.AddDays(-1);
        if (await session.Reads.Set<OutboxMessage>().CountAsync(row =>
            row.Recipient == recipient && row.MadeAt > since && row.Template == Template)
            >= AskedADayMax)
        {
            return;
        }

        await session.InsertAsync(new OutboxMessage
        {
            Id = Ids.New(now),
            MadeAt = now,
            Channel = NoticeChannel.Mail,
            Recipient = recipient,
            Template = Template,
            Body = "{}",
            Language = language,
            SendAfter = now,
        });
    }

    /// <summary>True where the code is the one sent to the account's present address.</summary>
    public async Task<bool> IsOursAsync(Guid account, string? code, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var locked = await context.Set<NoticeSettings>()
            .Where(row => row.AccountId == account).Select(row => row.Address)
            .FirstOrDefaultAsync(stop);
        return locked is not null && CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(Code(account, vault.Unlock(locked))),
            Encoding.UTF8.GetBytes(code?.Trim() ?? ""));
    }

    /// <summary>Its owner opened the link. Errors: the code is not of this address.</summary>
    public async Task<Outcome<bool>> ProveAsync(Guid account, string? code, CancellationToken stop)
    {
        if (!await IsOursAsync(account, code, stop))
        {
            return new Problem(ProblemCode.NotFound, "code", account);
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                var first = await session.ExecuteAsync(
                    """
                    UPDATE notice_settings SET address_proven_at = @now
                    WHERE account_id = @account AND address_proven_at IS NULL
                    """,
                    ("@now", now), ("@account", account)) == 1;
                if (first)
                {
                    await SubjectJournal.AppendAsync(
                        session, account, ActingCaller.ActorOf(account), "account.AddressProven",
                        new { at = now }, now);
                }

                return (Outcome<bool>)true;
            },
            stop);
    }

    private string Code(Guid account, string address) =>
        Convert.ToHexStringLower(vault.Mark($"address proof {account} {address}"))[..Letters];
}
