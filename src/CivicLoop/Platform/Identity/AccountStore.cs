using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Platform.Identity;

/// <summary>ASP.NET Core Identity's view of the accounts: it reads without tracking and writes by
/// the platform's one way.</summary>
internal sealed partial class AccountStore(
    CityDatabase database, Callers callers, IDataProtectionProvider protection, TimeProvider time)
    : IUserStore<Account>
{
    public async Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var outcome = await database.WriteAsync(
            session => AccountWriter.SaveAsync(
                session, user, ActingCaller.ActorOf(user.Id), now),
            cancellationToken);
        callers.Forget(user.Id);
        return outcome.Problem is null ? IdentityResult.Success : Failed(outcome.Problem);
    }

    public async Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var outcome = await database.WriteAsync(
            session => AccountWriter.MakeAsync(
                session, user, ActingCaller.ActorOf(user.Id), now),
            cancellationToken);
        return outcome.Problem is null ? IdentityResult.Success : Failed(outcome.Problem);
    }

    /// <summary>Never: the journal names accounts; one that is not needed is disabled.</summary>
    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(Failed(new Problem(ProblemCode.NotPermitted, "account")));

    public async Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken)
    {
        if (!Guid.TryParse(userId, out var id))
        {
            return null;
        }

        await using var context = database.OpenContext();
        return await context.Set<Account>()
            .FirstOrDefaultAsync(row => row.Id == id, cancellationToken);
    }

    public async Task<Account?> FindByNameAsync(
        string normalizedUserName, CancellationToken cancellationToken)
    {
        await using var context = database.OpenContext();
        return await context.Set<Account>()
            .FirstOrDefaultAsync(row => row.SignIn == normalizedUserName, cancellationToken);
    }

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult(user.Id.ToString());

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.SignIn);

    public Task SetUserNameAsync(
        Account user, string? userName, CancellationToken cancellationToken)
    {
        user.SignIn = AccountWriter.Normal(userName ?? "");
        return Task.CompletedTask;
    }

    public Task<string?> GetNormalizedUserNameAsync(
        Account user, CancellationToken cancellationToken) =>
        Task.FromResult<string?>(user.SignIn);

    public Task SetNormalizedUserNameAsync(
        Account user, string? normalizedName, CancellationToken cancellationToken) =>
        SetUserNameAsync(user, normalizedName, cancellationToken);

    public void Dispose()
    {
    }

    private static IdentityResult Failed(Problem problem) =>
        IdentityResult.Failed(new IdentityError
        {
            Code = problem.Code.ToString(),
            Description = problem.ToString(),
        });
}

/// <summary>Sign-in names are compared in lower case.</summary>
internal sealed class SignInNames : ILookupNormalizer
{
    public string? NormalizeName(string? name) => name is null ? null : AccountWriter.Normal(name);

    public string? NormalizeEmail(string? email) => NormalizeName(email);
}
