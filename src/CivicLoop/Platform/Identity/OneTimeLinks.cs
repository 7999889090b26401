using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Platform.Identity;

/// <summary>Makes one-time links and takes them back in, each exactly once.</summary>
internal sealed class OneTimeLinks(CityDatabase database, TimeProvider time)
{
    /// <summary>Makes a link that sets an account's password; any link made for it before stops
    /// working. Answers the secret, which is kept nowhere.</summary>
    public static async Task<string> MakeStartAsync(
        WriteSession session, Guid accountId, string actor, DateTimeOffset now)
    {
        await session.ExecuteAsync(
            "DELETE FROM one_time_links WHERE account_id = @account AND used_at IS NULL",
            ("@account", accountId));
        await SubjectJournal.AppendAsync(
            session, accountId, actor, "account.LinkMade", new { }, now);
        return await MakeAsync(
            session, LinkPurpose.Start, accountId, now, SignInRules.StartLinkLife);
    }

    /// <summary>Makes the setup link of a city in which nobody keeps security; null when somebody
    /// does. An older one stops working.</summary>
    public async Task<string?> MakeSetupAsync(CancellationToken stop = default)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var outcome = await database.WriteAsync(
            async session =>
            {
                if (await HasSecurityKeeperAsync(session.Reads, now))
                {
                    return (Outcome<string>)"";
                }

                await session.ExecuteAsync(
                    "DELETE FROM one_time_links WHERE purpose = 'Setup' AND used_at IS NULL");
                return await MakeAsync(
                    session, LinkPurpose.Setup, accountId: null, now, SignInRules.SetupLinkLife);
            },
            stop);
        return outcome.Value.Length == 0 ? null : outcome.Value;
    }

    /// <summary>The link if it still works, to show its page; looking does not use it up.</summary>
    public async Task<Outcome<OneTimeLink>> FindAsync(
        LinkPurpose purpose, string secret, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await FindAsync(context, purpose, secret, time.GetUtcNow(), stop);
    }

    /// <summary>Uses the link up, in the transaction of what it allows. Error: it expired or was
    /// used.</summary>
    public static async Task<Outcome<OneTimeLink>> UseAsync(
        WriteSession session, LinkPurpose purpose, string secret, DateTimeOffset now)
    {
        var found = await FindAsync(session.Reads, purpose, secret, now, CancellationToken.None);
        if (!found.Try(out var link, out var problem))
        {
            return problem;
        }

        var used = await session.ExecuteAsync(
            """
            UPDATE one_time_links SET used_at = @now
            WHERE secret_hash = @hash AND used_at IS NULL
            """,
            ("@now", now), ("@hash", link.SecretHash));
        return used == 1 ? link : new Problem(ProblemCode.AccountLinkExpired, null);
    }

    public static async Task<bool> HasSecurityKeeperAsync(CityContext context, DateTimeOffset now)
    {
        var held = await HeldPosts.NotEnded(context, now)
            .Join(
                context.Set<Account>().Where(account => !account.IsDisabled),
                post => post.AccountId, account => account.Id, (post, _) => post.RoleCode)
            .Distinct()
            .ToListAsync();
        var roles = await context.Set<Role>().ToListAsync();
        return roles.Exists(role =>
            held.Contains(role.Code) && role.Permissions.Contains(Permission.SecurityKeep));
    }

    private static async Task<Outcome<OneTimeLink>> FindAsync(
        CityContext context, LinkPurpose purpose, string secret, DateTimeOffset now,
        CancellationToken stop)
    {
        var hash = HandedSecret.HashOf(secret);
        var link = await context.Set<OneTimeLink>()
            .FirstOrDefaultAsync(row => row.SecretHash == hash && row.Purpose == purpose, stop);
        return link is not null && link.Works(now)
            ? link
            : new Problem(ProblemCode.AccountLinkExpired, null);
    }

    private static async Task<string> MakeAsync(
        WriteSession session, LinkPurpose purpose, Guid? accountId, DateTimeOffset now,
        TimeSpan life)
    {
        var secret = HandedSecret.NewLink();
        await session.InsertAsync(new OneTimeLink
        {
            SecretHash = HandedSecret.HashOf(secret),
            Purpose = purpose,
            AccountId = accountId,
            MadeAt = now,
            ExpiresAt = now + life,
        });
        return secret;
    }
}
