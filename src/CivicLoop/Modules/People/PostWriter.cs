using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.People;

/// <summary>A post as somebody asks for it.</summary>
/// <param name="Scope">Null takes the role's usual scope.</param>
/// <param name="AreaCode">Narrows the scope to an area; null leaves it as it is.</param>
/// <param name="FromAt">Since when it is held; null for from now on.</param>
internal sealed record WantedPost(
    Guid AccountId, string? RoleCode, string? OrganizationCode, Scope? Scope = null,
    string? AreaCode = null, DateTimeOffset? UntilAt = null, DateTimeOffset? FromAt = null);

/// <summary>The one way posts are given and ended.</summary>
internal static class PostWriter
{
    /// <summary>Errors: role, organisation or area is not known; the account would hold two of the
    /// separated duties; the end lies before the beginning.</summary>
    public static async Task<Outcome<Post>> GiveAsync(
        WriteSession session, WantedPost wanted, string actor, DateTimeOffset now)
    {
        var role = await session.Reads.Set<Role>()
            .FirstOrDefaultAsync(row => row.Code == wanted.RoleCode && row.RemovedAt == null);
        if (role is null)
        {
            return new Problem(ProblemCode.UnknownValue, "role", wanted.RoleCode ?? "");
        }

        var organization = await session.Reads.Set<Organization>().FirstOrDefaultAsync(
            row => row.Code == wanted.OrganizationCode && row.RetiredAt == null);
        if (organization is null)
        {
            return new Problem(
                ProblemCode.UnknownValue, "organization", wanted.OrganizationCode ?? "");
        }

        if (wanted.UntilAt <= now)
        {
            return new Problem(ProblemCode.DateOrder, "until");
        }

        var held = await HeldAsync(session, wanted.AccountId, now);
        if (SeparatedDuties.Refuse(
            [.. held.SelectMany(one => one.Permissions), .. role.Permissions], "role")
            is { } joined)
        {
            return joined;
        }

        var scope = wanted.Scope ?? Post.UsualScope(role, organization);
        if (wanted.AreaCode is { Length: > 0 } area)
        {
            scope = scope with { AreaCode = area };
        }

        if (scope.AreaCode is { } narrowed
            && !await session.Reads.Set<Area>().AnyAsync(row => row.Code == narrowed))
        {
            return new Problem(ProblemCode.UnknownValue, "area", narrowed);
        }

        var post = new Post
        {
            Id = Ids.New(now),
            AccountId = wanted.AccountId,
            OrganizationCode = organization.Code,
            RoleCode = role.Code,
            ScopePath = scope.OrganizationPath,
            ScopeArea = scope.AreaCode,
            FromAt = wanted.FromAt ?? now,
            UntilAt = wanted.UntilAt,
        };
        await session.InsertAsync(post);
        await SubjectJournal.AppendAsync(
            session, wanted.AccountId, actor, "account.PostGiven",
            new
            {
                post = post.Id, role = role.Code, organization = organization.Code,
                post.ScopePath, post.ScopeArea, post.UntilAt,
            },
            now);
        return post;
    }

    /// <summary>Errors: the account holds no such post.</summary>
    public static async Task<Outcome<Post>> EndAsync(
        WriteSession session, Guid accountId, Guid postId, string actor, DateTimeOffset now)
    {
        var post = await session.Reads.Set<Post>()
            .FirstOrDefaultAsync(row => row.Id == postId && row.AccountId == accountId);
        if (post is null || post.HasEnded(now))
        {
            return new Problem(ProblemCode.NotFound, "post", postId);
        }

        var ended = post with { UntilAt = now };
        await session.UpdateAsync(ended);
        await SubjectJournal.AppendAsync(
            session, accountId, actor, "account.PostEnded", new { post = postId }, now);
        return ended;
    }

    /// <summary>Roles of all posts that have not ended, also those that begin later.</summary>
    private static Task<List<Role>> HeldAsync(
        WriteSession session, Guid accountId, DateTimeOffset now) =>
        HeldPosts.NotEnded(session.Reads, now).Where(post => post.AccountId == accountId)
            .Join(
                session.Reads.Set<Role>(), post => post.RoleCode, role => role.Code,
                (_, role) => role)
            .ToListAsync();
}
