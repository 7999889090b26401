using System.Text;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Platform.Identity;

/// <summary>Second factors: authenticator, recovery codes and passkeys.</summary>
internal sealed partial class AccountStore
    : IUserTwoFactorStore<Account>, IUserAuthenticatorKeyStore<Account>,
        IUserTwoFactorRecoveryCodeStore<Account>, IUserPasskeyStore<Account>
{
    private readonly IDataProtector protector =
        protection.CreateProtector("CivicLoop.Identity.Authenticator");

    public Task SetTwoFactorEnabledAsync(
        Account user, bool enabled, CancellationToken cancellationToken)
    {
        user.TwoFactor = enabled;
        return Task.CompletedTask;
    }

    public Task<bool> GetTwoFactorEnabledAsync(
        Account user, CancellationToken cancellationToken) => Task.FromResult(user.TwoFactor);

    public Task SetAuthenticatorKeyAsync(
        Account user, string key, CancellationToken cancellationToken)
    {
        user.TotpKey = protector.Protect(Encoding.UTF8.GetBytes(key));
        return Task.CompletedTask;
    }

    public Task<string?> GetAuthenticatorKeyAsync(
        Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.TotpKey is null
            ? null
            : Encoding.UTF8.GetString(protector.Unprotect(user.TotpKey)));

    public Task ReplaceCodesAsync(
        Account user, IEnumerable<string> recoveryCodes, CancellationToken cancellationToken)
    {
        user.RecoveryCodes = string.Join(' ', recoveryCodes.Select(DigestOf));
        return Task.CompletedTask;
    }

    public Task<bool> RedeemCodeAsync(
        Account user, string code, CancellationToken cancellationToken)
    {
        var codes = user.RecoveryCodes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var digest = DigestOf(code);
        if (!codes.Contains(digest))
        {
            return Task.FromResult(false);
        }

        user.RecoveryCodes = string.Join(' ', codes.Where(one => one != digest));
        return Task.FromResult(true);
    }

    public Task<int> CountCodesAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(
            user.RecoveryCodes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length);

    public async Task AddOrUpdatePasskeyAsync(
        Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        var row = AccountPasskey.Of(user.Id, passkey);
        await database.WriteAsync(
            async session =>
            {
                if (await session.UpdateAsync(row) == 0)
                {
                    await session.InsertAsync(row);
                    await JournalAsync(session, user, "account.PasskeyAdded");
                }

                return (Outcome<bool>)true;
            },
            cancellationToken);
        callers.Forget(user.Id);
    }

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(
        Account user, CancellationToken cancellationToken)
    {
        await using var context = database.OpenContext();
        var rows = await context.Set<AccountPasskey>()
            .Where(row => row.AccountId == user.Id)
            .OrderBy(row => row.MadeAt)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(row => row.ToInfo())];
    }

    public async Task<Account?> FindByPasskeyIdAsync(
        byte[] credentialId, CancellationToken cancellationToken)
    {
        await using var context = database.OpenContext();
        var owner = await context.Set<AccountPasskey>()
            .Where(row => row.CredentialId == credentialId)
            .Select(row => (Guid?)row.AccountId)
            .FirstOrDefaultAsync(cancellationToken);
        return owner is null
            ? null
            : await context.Set<Account>()
                .FirstOrDefaultAsync(row => row.Id == owner, cancellationToken);
    }

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(
        Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        await using var context = database.OpenContext();
        var row = await context.Set<AccountPasskey>()
            .FirstOrDefaultAsync(
                one => one.CredentialId == credentialId && one.AccountId == user.Id,
                cancellationToken);
        return row?.ToInfo();
    }

    public async Task RemovePasskeyAsync(
        Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            async session =>
            {
                var removed = await session.ExecuteAsync(
                    """
                    DELETE FROM account_passkeys
                    WHERE credential_id = @credential AND account_id = @account
                    """,
                    ("@credential", credentialId), ("@account", user.Id));
                if (removed > 0)
                {
                    await JournalAsync(session, user, "account.PasskeyRemoved");
                }

                return (Outcome<bool>)true;
            },
            cancellationToken);
        callers.Forget(user.Id);
    }

    private Task JournalAsync(WriteSession session, Account user, string kind) =>
        SubjectJournal.AppendAsync(
            session, user.Id, ActingCaller.ActorOf(user.Id), kind, new { user.Id },
            Instants.Storable(time.GetUtcNow()));

    private static string DigestOf(string code) =>
        Convert.ToHexStringLower(HandedSecret.HashOf(code.Trim().ToUpperInvariant()));
}
