using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.People;

/// <summary>A city always keeps somebody who can give out rights: who locks the last one out locks
/// the city.</summary>
internal static class SecurityKeepers
{
    /// <summary>Makes a change and refuses it where it takes the last one.</summary>
    public static async Task<Outcome<T>> KeepOneAsync<T>(
        WriteSession session, DateTimeOffset now, string field, Func<Task<Outcome<T>>> change)
    {
        var hadOne = await AnyAsync(session, now);
        var changed = await change();
        return hadOne && changed.Problem is null && !await AnyAsync(session, now)
            ? new Problem(ProblemCode.LastKeeper, field)
            : changed;
    }

    private static async Task<bool> AnyAsync(WriteSession session, DateTimeOffset now)
    {
        var roles = (await session.Reads.Set<Role>().Where(role => role.RemovedAt == null)
                .ToListAsync())
            .Where(role => role.Permissions.Contains(Permission.SecurityKeep))
            .Select(role => role.Code).ToList();
        return await session.Reads.Set<Post>()
            .Where(post => roles.Contains(post.RoleCode) && post.FromAt <= now
                && (post.UntilAt == null || post.UntilAt > now))
            .Join(
                session.Reads.Set<Account>(), post => post.AccountId, account => account.Id,
                (_, account) => account)
            .AnyAsync(account => !account.IsDisabled);
    }
}
