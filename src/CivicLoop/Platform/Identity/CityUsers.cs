using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace CivicLoop.Platform.Identity;

/// <summary>Identity's accounts with the city's own lock: it goes by the city's clock, and counts
/// failures in the database, so that guesses sent side by side are all counted.</summary>
internal sealed class CityUsers(
    IUserStore<Account> store,
    IOptions<IdentityOptions> options,
    IPasswordHasher<Account> hasher,
    IEnumerable<IUserValidator<Account>> userValidators,
    IEnumerable<IPasswordValidator<Account>> passwordValidators,
    ILookupNormalizer names,
    IdentityErrorDescriber errors,
    IServiceProvider services,
    ILogger<UserManager<Account>> log,
    CityDatabase database,
    Callers callers,
    TimeProvider time)
    : UserManager<Account>(
        store, options, hasher, userValidators, passwordValidators, names, errors, services, log)
{
    public override Task<bool> IsLockedOutAsync(Account user) =>
        Task.FromResult(user.LockedUntil > time.GetUtcNow());

    public override async Task<IdentityResult> AccessFailedAsync(Account user)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var outcome = await database.WriteAsync(async session =>
        {
            // Counting first holds the row, so that guesses side by side wait for each other.
            await session.ExecuteAsync(
                "UPDATE accounts SET failures = failures + 1, version = version + 1 "
                + "WHERE id = @id",
                ("@id", user.Id));
            var row = await session.Reads.Set<Account>().FirstAsync(one => one.Id == user.Id);
            if (row.Failures < SignInRules.FailuresMax)
            {
                return row;
            }

            row.Failures = 0;
            row.LockedUntil = now + SignInRules.LockTime;
            return await AccountWriter.SaveAsync(session, row, AccountWriter.System, now);
        });
        if (outcome.Try(out var saved, out var problem))
        {
            user.Failures = saved.Failures;
            user.LockedUntil = saved.LockedUntil;
            user.Version = saved.Version;
            callers.Forget(user.Id);
            return IdentityResult.Success;
        }

        return IdentityResult.Failed(new IdentityError { Code = problem.Code.ToString() });
    }
}
