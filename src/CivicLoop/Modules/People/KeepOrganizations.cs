using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.People;

/// <summary>An organisation as somebody asks for it.</summary>
internal sealed record WantedOrganization(
    string? Code, OrganizationTree Tree, string? ParentCode, string? NameZh, string? NameEn,
    string? Kind, string? AreaCode);

/// <summary>Adds, renames, moves and retires organisations. A code never changes: cases and the
/// journal name it. The scopes of posts name paths, so they move along.</summary>
internal sealed class KeepOrganizations(
    CityDatabase database, CityHolder city, Callers callers, TimeProvider time)
{
    public static Guid Subject { get; } = new("0198a000-0000-7000-8000-000000000002");

    /// <summary>Errors: a field is missing or unusable; the code is taken; parent or area is not
    /// known.</summary>
    public Task<Outcome<Organization>> AddAsync(
        WantedOrganization wanted, string actor, CancellationToken stop = default) =>
        ChangeAsync(
            async (session, now) =>
            {
                var code = wanted.Code?.Trim() ?? "";
                if ((OrganizationPlan.RefuseCode(code)
                    ?? OrganizationPlan.RefuseName(wanted.NameZh, "nameZh")
                    ?? OrganizationPlan.RefuseName(wanted.NameEn, "nameEn")
                    ?? OrganizationPlan.RefuseName(wanted.Kind, "kind")) is { } unusable)
                {
                    return unusable;
                }

                if (await FindAsync(session, code) is not null)
                {
                    return new Problem(ProblemCode.AlreadyExists, "code", code);
                }

                var parentCode = TextRule.Blank(wanted.ParentCode);
                var parent = await FindAsync(session, parentCode);
                if (parentCode is not null
                    && (parent is not { RetiredAt: null } || parent.Tree != wanted.Tree))
                {
                    return new Problem(ProblemCode.UnknownValue, "parent", parentCode);
                }

                var area = TextRule.Blank(wanted.AreaCode);
                if (area is not null && city.Current.AreaKindOf(area) is null)
                {
                    return new Problem(ProblemCode.UnknownValue, "area", area);
                }

                var added = new Organization(
                    code, wanted.Tree, parentCode, $"{parent?.Path ?? "/"}{code}/",
                    wanted.NameZh!.Trim(), wanted.NameEn!.Trim(), wanted.Kind!.Trim(), area);
                await session.InsertAsync(added);
                await JournalAsync(
                    session, actor, "organization.Added",
                    new { code, parent = parentCode, area }, now);
                return added;
            },
            stop);

    /// <summary>Errors: not found; a name is missing or too long.</summary>
    public Task<Outcome<Organization>> RenameAsync(
        string code, string? nameZh, string? nameEn, string actor,
        CancellationToken stop = default) =>
        ChangeAsync(
            async (session, now) =>
            {
                if ((OrganizationPlan.RefuseName(nameZh, "nameZh")
                    ?? OrganizationPlan.RefuseName(nameEn, "nameEn"))
                    is { } unusable)
                {
                    return unusable;
                }

                if (await FindAsync(session, code) is not { } before)
                {
                    return new Problem(ProblemCode.NotFound, "organization", code);
                }

                var renamed = before with { NameZh = nameZh!.Trim(), NameEn = nameEn!.Trim() };
                await session.UpdateAsync(renamed);
                await JournalAsync(
                    session, actor, "organization.Renamed",
                    new { code, renamed.NameZh, renamed.NameEn }, now);
                return renamed;
            },
            stop);

    /// <summary>Gives an organisation another parent in its own tree; all below it and the scopes
    /// of posts go along. Errors: those of <see cref="OrganizationPlacement.Move"/>.</summary>
    public async Task<Outcome<Organization>> MoveAsync(
        string code, string? parentCode, string actor, CancellationToken stop = default)
    {
        var moved = await ChangeAsync(
            async (session, now) =>
            {
                var chart = new OrganizationChart(
                    await session.Reads.Set<Organization>().ToListAsync(stop));
                var from = chart.Find(code);
                if (!OrganizationPlacement.Move(chart, code, TextRule.Blank(parentCode))
                    .Try(out var placed, out var problem))
                {
                    return problem;
                }

                await StorePlacesAsync(session, chart, placed);
                await JournalAsync(
                    session, actor, "organization.Moved",
                    new
                    {
                        code, from = from!.ParentCode, to = placed[0].ParentCode,
                        along = placed.Count - 1,
                    },
                    now);
                return (Outcome<Organization>)placed[0];
            },
            stop);
        await callers.ForgetEverywhereAsync(stop);
        return moved;
    }

    /// <summary>Stores organisations at new places, and the scopes that name them.</summary>
    public static async Task StorePlacesAsync(
        WriteSession session, OrganizationChart before, IReadOnlyList<Organization> placed)
    {
        foreach (var one in placed)
        {
            await session.UpdateAsync(one);
            if (before.Find(one.Code) is { } was && was.Path != one.Path)
            {
                await session.ExecuteAsync(
                    "UPDATE posts SET scope_path = @after WHERE scope_path = @before",
                    ("@after", one.Path), ("@before", was.Path));
            }
        }
    }

    /// <summary>Errors: not found; something below it still works; posts are still held in it.
    /// </summary>
    public Task<Outcome<Organization>> RetireAsync(
        string code, string actor, CancellationToken stop = default) =>
        ChangeAsync(
            async (session, now) =>
            {
                if (await FindAsync(session, code) is not { RetiredAt: null } before)
                {
                    return new Problem(ProblemCode.NotFound, "organization", code);
                }

                var isUsed = await session.Reads.Set<Organization>()
                        .AnyAsync(row => row.ParentCode == code && row.RetiredAt == null)
                    || await HeldPosts.NotEnded(session.Reads, now)
                        .AnyAsync(post => post.OrganizationCode == code);
                if (isUsed)
                {
                    return new Problem(ProblemCode.OrganizationInUse, "organization", code);
                }

                var retired = before with { RetiredAt = now };
                await session.UpdateAsync(retired);
                await JournalAsync(session, actor, "organization.Retired", new { code }, now);
                return retired;
            },
            stop);

    private async Task<Outcome<Organization>> ChangeAsync(
        Func<WriteSession, DateTimeOffset, Task<Outcome<Organization>>> change,
        CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var outcome = await database.WriteAsync(session => change(session, now), stop);
        if (outcome.Problem is null)
        {
            await city.ReloadAsync(database, stop);
        }

        return outcome;
    }

    private static Task<Organization?> FindAsync(WriteSession session, string? code) =>
        session.Reads.Set<Organization>().FirstOrDefaultAsync(row => row.Code == code);

    private static Task JournalAsync(
        WriteSession session, string actor, string kind, object facts, DateTimeOffset now) =>
        SubjectJournal.AppendAsync(session, Subject, actor, kind, facts, now);
}
