using CivicLoop.Domain.People;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Platform.Identity;

/// <summary>Who holds a permission now: by a post that is held, of a role in use, with an account
/// in use.</summary>
internal static class HeldPosts
{
    public static Task<IQueryable<Post>> WithAsync(
        CityContext context, Permission permission, DateTimeOffset now, CancellationToken stop) =>
        WithAnyAsync(context, [permission], now, stop);

    /// <summary>As <see cref="WithAsync"/>, with at least one of several.</summary>
    public static async Task<IQueryable<Post>> WithAnyAsync(
        CityContext context, IReadOnlyCollection<Permission> permissions, DateTimeOffset now,
        CancellationToken stop)
    {
        // Permissions are a list in the role's row, which a database does not look into.
        var roles = (await context.Set<Role>().Where(role => role.RemovedAt == null)
                .ToListAsync(stop))
            .Where(role => role.Permissions.Any(permissions.Contains))
            .Select(role => role.Code).ToList();
        return Of(context, now).Where(post => roles.Contains(post.RoleCode));
    }

    /// <summary>Posts that have not ended, also those that begin later and those of accounts that
    /// are closed.</summary>
    public static IQueryable<Post> NotEnded(CityContext context, DateTimeOffset now) =>
        context.Set<Post>().Where(post => post.UntilAt == null || post.UntilAt > now);

    /// <summary>Posts that are held, by accounts in use, whatever their role.</summary>
    public static IQueryable<Post> Of(CityContext context, DateTimeOffset now) =>
        NotEnded(context, now).Where(post => post.FromAt <= now
            && context.Set<Account>().Any(
                account => account.Id == post.AccountId && !account.IsDisabled));
}
