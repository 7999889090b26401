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

    private static async Task<bool> AnyAsync(WriteSession session, DateTimeOffset now) =>
        await (await HeldPosts.WithAsync(
            session.Reads, Permission.SecurityKeep, now, CancellationToken.None)).AnyAsync();
}
