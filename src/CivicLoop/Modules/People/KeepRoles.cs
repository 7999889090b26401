using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.People;

/// <summary>Adds, renames and removes roles, and changes what each may do.</summary>
internal sealed partial class KeepRoles(CityDatabase database, Callers callers, TimeProvider time)
{
    /// <summary>All roles are one subject of the journal, so that their history reads as one.
    /// </summary>
    public static Guid Subject { get; } = new("0198a000-0000-7000-8000-000000000001");

    /// <summary>Permissions a role may hold; the first two belong to everybody and to reporters.
    /// </summary>
    public static IReadOnlyList<Permission> Assignable { get; } =
        [.. Enum.GetValues<Permission>()
            .Where(one => one is not (Permission.Anyone or Permission.OwnReport))];

    /// <summary>Adds a role without permissions. Errors: code or name missing or unusable; the code
    /// is taken.</summary>
    public Task<Outcome<Role>> AddAsync(
        string? code, string? nameZh, string? nameEn, bool isOfLine, string actor,
        CancellationToken stop = default)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var added = new Role
        {
            Code = code?.Trim() ?? "",
            NameZh = nameZh?.Trim() ?? "",
            NameEn = nameEn?.Trim() ?? "",
            Permissions = [],
            IsOfLine = isOfLine,
        };
        return database.WriteAsync(
            async session =>
            {
                if ((OrganizationPlan.RefuseCode(added.Code)
                    ?? OrganizationPlan.RefuseName(added.NameZh, "nameZh")
                    ?? OrganizationPlan.RefuseName(added.NameEn, "nameEn")) is { } unusable)
                {
                    return unusable;
                }

                if (await session.Reads.Set<Role>()
                    .AnyAsync(row => row.Code == added.Code, stop))
                {
                    return new Problem(ProblemCode.AlreadyExists, "code", added.Code);
                }

                await session.InsertAsync(added);
                await SubjectJournal.AppendAsync(
                    session, Subject, actor, "role.Added",
                    new { role = added.Code, added.NameZh, added.NameEn, added.IsOfLine }, now);
                return (Outcome<Role>)added;
            },
            stop);
    }

    /// <summary>Errors: no such role; a role of a separated duty would lose it; the role, or
    /// somebody who holds it beside another, would hold two of the separated duties.
    /// </summary>
    public async Task<Outcome<Role>> ChangeAsync(
        string code, IEnumerable<Permission> permissions, string actor,
        CancellationToken stop = default)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var wanted = permissions.Intersect(Assignable).Order().ToList();
        var outcome = await database.WriteAsync(
            async session =>
            {
                if (!(await InUseAsync(session, code, stop)).Try(out var before, out var gone))
                {
                    return gone;
                }

                if (BuiltInRoles.KeptDuty(code) is { } duty && !wanted.Contains(duty))
                {
                    return new Problem(ProblemCode.RoleKept, "permissions", code);
                }

                var after = before with { Permissions = wanted };
                if (SeparatedDuties.Refuse(wanted, code) is { } joined
                    || (joined = await RefuseHoldersAsync(session, after, now)) is not null)
                {
                    return joined;
                }

                await session.UpdateAsync(after);
                await SubjectJournal.AppendAsync(
                    session, Subject, actor, "role.Changed",
                    new
                    {
                        role = code,
                        given = wanted.Except(before.Permissions),
                        taken = before.Permissions.Except(wanted),
                    },
                    now);
                return (Outcome<Role>)after;
            },
            stop);
        await callers.ForgetEverywhereAsync(stop);
        return outcome;
    }

    /// <summary>The roles in use.</summary>
    public async Task<IReadOnlyList<Role>> AllAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<Role>().Where(row => row.RemovedAt == null)
            .OrderBy(row => row.Code).ToListAsync(stop);
    }

    /// <summary>Some of the roles in use by their codes, beginning after one of them.</summary>
    public async Task<Page<Role>> PageAsync(
        string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var found = await context.Set<Role>()
            .Where(row => row.RemovedAt == null
                && (after == null || row.Code.CompareTo(after) > 0))
            .OrderBy(row => row.Code).Take(limit + 1).ToListAsync(stop);
        return Page.Cut(found, limit, row => row.Code);
    }

    /// <summary>How many posts of each role are held now.</summary>
    public async Task<IReadOnlyDictionary<string, int>> HoldersAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        await using var context = database.OpenContext();
        var counted = await HeldPosts.NotEnded(context, now).Where(post => post.FromAt <= now)
            .GroupBy(post => post.RoleCode)
            .Select(group => new { Role = group.Key, Count = group.Count() })
            .ToListAsync(stop);
        return counted.ToDictionary(one => one.Role, one => one.Count);
    }

    private static async Task<Problem?> RefuseHoldersAsync(
        WriteSession session, Role after, DateTimeOffset now)
    {
        var open = HeldPosts.NotEnded(session.Reads, now);
        var holders = open.Where(post => post.RoleCode == after.Code)
            .Select(post => post.AccountId);
        var held = await open.Where(post => holders.Contains(post.AccountId))
            .Join(
                session.Reads.Set<Role>(), post => post.RoleCode, role => role.Code,
                (post, role) => new { post.AccountId, Role = role })
            .ToListAsync();
        return held.GroupBy(one => one.AccountId)
            .Select(account => SeparatedDuties.Refuse(
                account.SelectMany(one =>
                    one.Role.Code == after.Code ? after.Permissions : one.Role.Permissions),
                after.Code))
            .FirstOrDefault(problem => problem is not null);
    }
}
