using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Platform.Identity;

/// <summary>A token as it is handed out: the only time its secret can be read.</summary>
internal sealed record HandedToken(ApiToken Token, string Secret);

/// <summary>Gives out and revokes tokens.</summary>
internal sealed class ApiTokens(CityDatabase database, TimeProvider time)
{
    private static readonly TimeSpan UsedEvery = TimeSpan.FromHours(1);

    /// <summary>Errors: no such account; a name is missing or too long; too many days.</summary>
    /// <param name="only">Permissions it is narrowed to; empty for all of the account's.</param>
    public Task<Outcome<HandedToken>> MakeAsync(
        Guid accountId, string? name, int days, IReadOnlyCollection<Permission> only,
        string actor, CancellationToken stop = default)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            async session =>
            {
                if (Refuse(name, days) is { } problem)
                {
                    return (Outcome<HandedToken>)problem;
                }

                if (!await session.Reads.Set<Account>()
                    .AnyAsync(row => row.Id == accountId && !row.IsDisabled, stop))
                {
                    return new Problem(ProblemCode.NotFound, "account", accountId);
                }

                var secret = HandedSecret.NewToken();
                var token = new ApiToken
                {
                    Id = Ids.New(now),
                    AccountId = accountId,
                    Name = name!.Trim(),
                    SecretHash = HandedSecret.HashOf(secret),
                    MadeAt = now,
                    ExpiresAt = now.AddDays(days),
                    Permissions = only.Count > 0 ? string.Join(' ', only.Order()) : null,
                };
                await session.InsertAsync(token);
                await SubjectJournal.AppendAsync(
                    session, accountId, actor, "account.TokenMade",
                    new { token = token.Id, token.ExpiresAt, token.Permissions }, now);
                return new HandedToken(token, secret);
            },
            stop);
    }

    /// <summary>A token with all permissions of its account. Errors: the same.</summary>
    public Task<Outcome<HandedToken>> MakeAsync(
        Guid accountId, string? name, int days, string actor, CancellationToken stop = default) =>
        MakeAsync(accountId, name, days, [], actor, stop);

    /// <summary>Errors: the account has no such token.</summary>
    public Task<Outcome<ApiToken>> RevokeAsync(
        Guid accountId, Guid tokenId, string actor, CancellationToken stop = default)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            async session =>
            {
                var token = await session.Reads.Set<ApiToken>().FirstOrDefaultAsync(
                    row => row.Id == tokenId && row.AccountId == accountId, stop);
                if (token is null)
                {
                    return (Outcome<ApiToken>)new Problem(ProblemCode.NotFound, "token", tokenId);
                }

                var revoked = token with { RevokedAt = token.RevokedAt ?? now };
                await session.UpdateAsync(revoked);
                await SubjectJournal.AppendAsync(
                    session, accountId, actor, "account.TokenRevoked", new { token = tokenId },
                    now);
                return revoked;
            },
            stop);
    }

    /// <summary>Remembers that a token was used, once an hour.</summary>
    public static async Task UsedAsync(
        CityDatabase database, ApiToken token, DateTimeOffset now, CancellationToken stop)
    {
        if (token.LastUsedAt is { } last && now - last < UsedEvery)
        {
            return;
        }

        await database.WriteAsync(
            async session => (Outcome<int>)await session.ExecuteAsync(
                "UPDATE api_tokens SET last_used_at = @now WHERE id = @id",
                ("@now", now), ("@id", token.Id)),
            stop);
    }

    /// <summary>Tokens of all accounts that still work, with whose they are; the newest first.
    /// </summary>
    public async Task<IReadOnlyList<(ApiToken Token, Account Account)>> AllAsync(
        Guid? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = await (
            from token in context.Set<ApiToken>()
            join account in context.Set<Account>() on token.AccountId equals account.Id
            where after == null || token.Id.CompareTo(after.Value) < 0
            orderby token.Id descending
            select new { token, account }).Take(limit).ToListAsync(stop);
        return [.. rows.Select(row => (row.token, row.account))];
    }

    public async Task<IReadOnlyList<ApiToken>> OfAsync(Guid accountId, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<ApiToken>()
            .Where(row => row.AccountId == accountId && row.RevokedAt == null)
            .OrderByDescending(row => row.MadeAt)
            .ToListAsync(stop);
    }

    /// <summary>Tokens of an account that were not revoked, the newest first, beginning after one
    /// of them.</summary>
    public async Task<List<ApiToken>> PageOfAsync(
        Guid accountId, Guid? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<ApiToken>()
            .Where(row => row.AccountId == accountId && row.RevokedAt == null
                && (after == null || row.Id.CompareTo(after.Value) < 0))
            .OrderByDescending(row => row.Id).Take(limit).ToListAsync(stop);
    }

    private static Problem? Refuse(string? name, int days) => name?.Trim().Length switch
    {
        null or 0 => new Problem(ProblemCode.FieldRequired, "name"),
        > ApiToken.NameLengthMax and var length => new Problem(
            ProblemCode.FieldTooLong, "name", ApiToken.NameLengthMax, length),
        _ => days is < 1 or > ApiToken.DaysMax
            ? new Problem(ProblemCode.LimitTooLarge, "days", ApiToken.DaysMax)
            : null,
    };
}
