using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.People;

/// <summary>What a role is called, and that it is no longer there.</summary>
internal sealed partial class KeepRoles
{
    /// <summary>Errors: no such role; a name missing or too long.</summary>
    public Task<Outcome<Role>> RenameAsync(
        string code, string? nameZh, string? nameEn, string actor,
        CancellationToken stop = default)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var (zh, en) = (nameZh?.Trim() ?? "", nameEn?.Trim() ?? "");
        return database.WriteAsync(
            async session =>
            {
                if (!(await InUseAsync(session, code, stop)).Try(out var before, out var gone))
                {
                    return gone;
                }

                if ((OrganizationPlan.RefuseName(zh, "nameZh")
                    ?? OrganizationPlan.RefuseName(en, "nameEn")) is { } unusable)
                {
                    return unusable;
                }

                var after = before with { NameZh = zh, NameEn = en };
                await session.UpdateAsync(after);
                await SubjectJournal.AppendAsync(
                    session, Subject, actor, "role.Renamed",
                    new { role = code, from = before.Name, to = after.Name }, now);
                return (Outcome<Role>)after;
            },
            stop);
    }

    /// <summary>Errors: no such role; it carries one of the separated duties from the first day;
    /// somebody holds it, now or from a day to come.</summary>
    public Task<Outcome<Role>> RemoveAsync(
        string code, string actor, CancellationToken stop = default)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            async session =>
            {
                if (!(await InUseAsync(session, code, stop)).Try(out var before, out var gone))
                {
                    return gone;
                }

                if (BuiltInRoles.KeptDuty(code) is not null)
                {
                    return new Problem(ProblemCode.RoleKept, "role", code);
                }

                var held = await HeldPosts.NotEnded(session.Reads, now)
                    .CountAsync(post => post.RoleCode == code, stop);
                if (held > 0)
                {
                    return new Problem(ProblemCode.RoleHeld, "role", code, held);
                }

                var removed = before with { RemovedAt = now };
                await session.UpdateAsync(removed);
                await SubjectJournal.AppendAsync(
                    session, Subject, actor, "role.Removed",
                    new { role = code, before.Permissions }, now);
                return (Outcome<Role>)removed;
            },
            stop);
    }

    private static async Task<Outcome<Role>> InUseAsync(
        WriteSession session, string code, CancellationToken stop) =>
        await session.Reads.Set<Role>().FirstOrDefaultAsync(
            row => row.Code == code && row.RemovedAt == null, stop) is { } found
            ? found
            : new Problem(ProblemCode.NotFound, "role", code);
}
