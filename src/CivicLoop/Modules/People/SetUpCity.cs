using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.People;

/// <summary>What a person types on a one-time page.</summary>
internal sealed record FirstSignIn(
    string? SignIn, string? DisplayName, string? Password, string? Organization = null);

/// <summary>Uses one-time links: the first security keeper makes an account, a person sets a
/// password. The link is used up only if all of it went well.</summary>
internal sealed class SetUpCity(
    CityDatabase database, CityHolder city, Callers callers,
    IPasswordHasher<Account> hasher, TimeProvider time)
{
    /// <summary>Errors: the link expired or was used; somebody keeps security by now; the sign-in
    /// name or the password is not usable.</summary>
    public Task<Outcome<Account>> MakeFirstKeeperAsync(
        string secret, FirstSignIn typed, CancellationToken stop = default)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            async session =>
            {
                var used = await OneTimeLinks.UseAsync(session, LinkPurpose.Setup, secret, now);
                if (used.Problem is { } expired)
                {
                    return expired;
                }

                if (await OneTimeLinks.HasSecurityKeeperAsync(session.Reads, now))
                {
                    return new Problem(ProblemCode.AccountLinkExpired, null);
                }

                var account = AccountWriter.New(typed.SignIn ?? "", typed.DisplayName ?? "", now);
                var made = await AccountWriter.MakeAsync(
                    session, account, AccountWriter.System, now);
                if (made.Problem is { } unusable)
                {
                    return unusable;
                }

                var post = await PostWriter.GiveAsync(
                    session,
                    new WantedPost(
                        account.Id, BuiltInRoles.SecurityKeeper, typed.Organization ?? Top(),
                        Scope.City),
                    AccountWriter.System, now);
                return post.Problem is { } refused
                    ? refused
                    : await SetPasswordAsync(session, account, typed.Password, now);
            },
            stop);
    }

    /// <summary>Errors: the link expired or was used; the password is not usable.</summary>
    public async Task<Outcome<Account>> StartAsync(
        string secret, string? password, CancellationToken stop = default)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var outcome = await database.WriteAsync(
            async session =>
            {
                var used = await OneTimeLinks.UseAsync(session, LinkPurpose.Start, secret, now);
                if (!used.Try(out var link, out var expired))
                {
                    return expired;
                }

                var account = await session.Reads.Set<Account>()
                    .FirstOrDefaultAsync(row => row.Id == link.AccountId, stop);
                return account is null or { IsDisabled: true }
                    ? new Problem(ProblemCode.AccountLinkExpired, null)
                    : await SetPasswordAsync(session, account, password, now);
            },
            stop);
        if (outcome.Try(out var started, out _))
        {
            callers.Forget(started.Id);
        }

        return outcome;
    }

    private async Task<Outcome<Account>> SetPasswordAsync(
        WriteSession session, Account account, string? password, DateTimeOffset now)
    {
        if (PasswordRule.Refuse(password, account.SignIn, "password") is { } weak)
        {
            return weak;
        }

        account.PasswordHash = hasher.HashPassword(account, password!);
        account.SecurityStamp = HandedSecret.NewLink();
        account.MustChange = false;
        account.Failures = 0;
        account.LockedUntil = null;
        return await AccountWriter.SaveAsync(
            session, account, ActingCaller.ActorOf(account.Id), now);
    }

    // The head of the command bodies, or of whatever tree there is.
    private string Top() =>
        city.Current.Organizations.All
            .Where(one => one.ParentCode is null && one.RetiredAt is null)
            .OrderByDescending(one => one.Tree).ThenBy(one => one.Code, StringComparer.Ordinal)
            .First().Code;
}
