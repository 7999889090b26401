using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.People;

/// <summary>An organisation as somebody asks for it.</summary>
internal sealed record WantedOrganization(
    string? Code, OrganizationTree Tree, string? ParentCode, string? NameZh, string? NameEn,
    string? Kind, string? AreaCode);

/// <summary>Adds, renames and retires organisations. A code and its place in the tree never change:
/// cases, scopes and the journal name them.</summary>
internal sealed class KeepOrganizations(CityDatabase database, CityHolder city, TimeProvider time)
{
    private const int CodeLengthMax = 40;
    private const int NameLengthMax = 80;

    public static Guid Subject { get; } = new("0198a000-0000-7000-8000-000000000002");

    /// <summary>Errors: a field is missing or unusable; the code is taken; parent or area is not
    /// known.</summary>
    public Task<Outcome<Organization>> AddAsync(
        WantedOrganization wanted, string actor, CancellationToken stop = default) =>
        ChangeAsync(
            async (session, now) =>
            {
                var code = wanted.Code?.Trim() ?? "";
                if ((RefuseCode(code)
                    ?? RefuseName(wanted.NameZh, "nameZh")
                    ?? RefuseName(wanted.NameEn, "nameEn")
                    ?? RefuseName(wanted.Kind, "kind")) is { } unusable)
                {
                    return unusable;
                }

                if (await FindAsync(session, code) is not null)
                {
                    return new Problem(ProblemCode.AlreadyExists, "code", code);
                }

                var parentCode = Blank(wanted.ParentCode);
                var parent = await FindAsync(session, parentCode);
                if (parentCode is not null
                    && (parent is not { RetiredAt: null } || parent.Tree != wanted.Tree))
                {
                    return new Problem(ProblemCode.UnknownValue, "parent", parentCode);
                }

                var area = Blank(wanted.AreaCode);
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
                if ((RefuseName(nameZh, "nameZh") ?? RefuseName(nameEn, "nameEn"))
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
                    || await session.Reads.Set<Post>().AnyAsync(post =>
                        post.OrganizationCode == code
                        && (post.UntilAt == null || post.UntilAt > now));
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

    // A code stands between slashes in paths and in addresses of pages.
    private static Problem? RefuseCode(string code) => code.Length switch
    {
        0 => new Problem(ProblemCode.FieldRequired, "code"),
        > CodeLengthMax => new Problem(
            ProblemCode.FieldTooLong, "code", CodeLengthMax, code.Length),
        _ => code.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.')
            ? null
            : new Problem(ProblemCode.FieldInvalid, "code", code),
    };

    private static Problem? RefuseName(string? name, string field) => name?.Trim().Length switch
    {
        null or 0 => new Problem(ProblemCode.FieldRequired, field),
        > NameLengthMax and var length => new Problem(
            ProblemCode.FieldTooLong, field, NameLengthMax, length),
        _ => null,
    };

    private static string? Blank(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
