using Microsoft.AspNetCore.Identity;

namespace CivicLoop.Platform.Identity;

/// <summary>Password, security stamp and lockout.</summary>
internal sealed partial class AccountStore
    : IUserPasswordStore<Account>, IUserSecurityStampStore<Account>, IUserLockoutStore<Account>
{
    public Task SetPasswordHashAsync(
        Account user, string? passwordHash, CancellationToken cancellationToken)
    {
        user.PasswordHash = passwordHash;
        user.MustChange = false;
        return Task.CompletedTask;
    }

    public Task<string?> GetPasswordHashAsync(
        Account user, CancellationToken cancellationToken) => Task.FromResult(user.PasswordHash);

    public Task<bool> HasPasswordAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.PasswordHash is not null);

    public Task SetSecurityStampAsync(
        Account user, string stamp, CancellationToken cancellationToken)
    {
        user.SecurityStamp = stamp;
        return Task.CompletedTask;
    }

    public Task<string?> GetSecurityStampAsync(
        Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.SecurityStamp);

    public Task<DateTimeOffset?> GetLockoutEndDateAsync(
        Account user, CancellationToken cancellationToken) => Task.FromResult(user.LockedUntil);

    public Task SetLockoutEndDateAsync(
        Account user, DateTimeOffset? lockoutEnd, CancellationToken cancellationToken)
    {
        user.LockedUntil = lockoutEnd;
        return Task.CompletedTask;
    }

    public Task<int> IncrementAccessFailedCountAsync(
        Account user, CancellationToken cancellationToken) => Task.FromResult(++user.Failures);

    public Task ResetAccessFailedCountAsync(Account user, CancellationToken cancellationToken)
    {
        user.Failures = 0;
        return Task.CompletedTask;
    }

    public Task<int> GetAccessFailedCountAsync(
        Account user, CancellationToken cancellationToken) => Task.FromResult(user.Failures);

    public Task<bool> GetLockoutEnabledAsync(
        Account user, CancellationToken cancellationToken) => Task.FromResult(true);

    /// <summary>No account is spared from lockout.</summary>
    public Task SetLockoutEnabledAsync(
        Account user, bool enabled, CancellationToken cancellationToken) => Task.CompletedTask;
}
