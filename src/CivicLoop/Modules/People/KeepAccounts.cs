using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.People;

/// <summary>An account as somebody asks for it, with its first post.</summary>
internal sealed record WantedAccount(
    string? SignIn, string? DisplayName, string? Language, string? RoleCode,
    string? OrganizationCode, string? AreaCode);

/// <summary>A new account and the secret of the link its owner sets a password with.</summary>
internal sealed record MadeAccount(Guid Id, string SignIn, string Secret);

/// <summary>What the security duty does with accounts.</summary>
internal sealed class KeepAccounts(
    CityDatabase database, Callers callers, TimeProvider time)
{
    /// <summary>Makes an account with one post and a link. Errors: as of the account and of the
    /// post.</summary>
    public Task<Outcome<MadeAccount>> MakeAsync(
        WantedAccount wanted, string actor, CancellationToken stop = default)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            async session =>
            {
                var account = AccountWriter.New(
                    wanted.SignIn ?? "", wanted.DisplayName ?? "", now, Language(wanted.Language));
                var made = await AccountWriter.MakeAsync(session, account, actor, now);
                if (made.Problem is { } unusable)
                {
                    return (Outcome<MadeAccount>)unusable;
                }

                var post = await PostWriter.GiveAsync(
                    session,
                    new WantedPost(
                        account.Id, wanted.RoleCode, wanted.OrganizationCode,
                        AreaCode: wanted.AreaCode),
                    actor, now);
                if (post.Problem is { } refused)
                {
                    return refused;
                }

                var secret = await OneTimeLinks.MakeStartAsync(session, account.Id, actor, now);
                return new MadeAccount(account.Id, account.SignIn, secret);
            },
            stop);
    }

    public Task<Outcome<Account>> DisableAsync(
        Guid id, bool disabled, string actor, CancellationToken stop) =>
        ChangeAsync(
            id, actor,
            account =>
            {
                account.IsDisabled = disabled;
                account.SecurityStamp = HandedSecret.NewLink();
            },
            stop);

    /// <summary>The person must choose a new password before doing anything else.</summary>
    public Task<Outcome<Account>> ExpirePasswordAsync(
        Guid id, string actor, CancellationToken stop) =>
        ChangeAsync(id, actor, account => account.MustChange = true, stop);

    public Task<Outcome<Account>> UnlockAsync(Guid id, string actor, CancellationToken stop) =>
        ChangeAsync(
            id, actor,
            account =>
            {
                account.LockedUntil = null;
                account.Failures = 0;
            },
            stop);

    /// <summary>A new link; for somebody who forgot the password or lost the second factor. The old
    /// factor is taken away, because whoever lost it cannot prove it.</summary>
    public async Task<Outcome<string>> ResetAsync(Guid id, string actor, CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var outcome = await database.WriteAsync(
            async session =>
            {
                var account = await session.Reads.Set<Account>()
                    .FirstOrDefaultAsync(row => row.Id == id && !row.IsDemonstration, stop);
                if (account is null)
                {
                    return (Outcome<string>)new Problem(ProblemCode.NotFound, "account", id);
                }

                account.PasswordHash = null;
                account.TwoFactor = false;
                account.TotpKey = null;
                account.RecoveryCodes = "";
                account.SecurityStamp = HandedSecret.NewLink();
                await AccountWriter.ForgetPasskeysAsync(session, id);
                var saved = await AccountWriter.SaveAsync(session, account, actor, now);
                return saved.Problem is { } problem
                    ? problem
                    : await OneTimeLinks.MakeStartAsync(session, id, actor, now);
            },
            stop);
        await callers.ForgetEverywhereAsync(stop);
        return outcome;
    }

    public async Task<Outcome<Post>> GivePostAsync(
        WantedPost wanted, string actor, CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var outcome = await database.WriteAsync(
            async session =>
                await session.Reads.Set<Account>().AnyAsync(
                    row => row.Id == wanted.AccountId, stop)
                    ? await PostWriter.GiveAsync(session, wanted, actor, now)
                    : new Problem(ProblemCode.NotFound, "account", wanted.AccountId),
            stop);
        await callers.ForgetEverywhereAsync(stop);
        return outcome;
    }

    public async Task<Outcome<Post>> EndPostAsync(
        Guid accountId, Guid postId, string actor, CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var outcome = await database.WriteAsync(
            session => SecurityKeepers.KeepOneAsync(
                session, now, "post",
                () => PostWriter.EndAsync(session, accountId, postId, actor, now)),
            stop);
        await callers.ForgetEverywhereAsync(stop);
        return outcome;
    }

    private async Task<Outcome<Account>> ChangeAsync(
        Guid id, string actor, Action<Account> change, CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var outcome = await database.WriteAsync(
            async session =>
            {
                var account = await session.Reads.Set<Account>()
                    .FirstOrDefaultAsync(row => row.Id == id, stop);
                if (account is null)
                {
                    return new Problem(ProblemCode.NotFound, "account", id);
                }

                change(account);
                return await SecurityKeepers.KeepOneAsync(
                    session, now, "account",
                    () => AccountWriter.SaveAsync(session, account, actor, now));
            },
            stop);
        await callers.ForgetEverywhereAsync(stop);
        return outcome;
    }

    private static string? Language(string? language) =>
        language is "zh" or "en" ? language : null;
}
