using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace CivicLoop.Modules.People;

/// <summary>An organisation as the API shows it.</summary>
internal sealed record OrganizationView(
    string Code, OrganizationTree Tree, string? Parent, string Path, LocalText Name, string Kind,
    string? Area, DateTimeOffset? RetiredAt)
{
    public static OrganizationView Of(Organization one) => new(
        one.Code, one.Tree, one.ParentCode, one.Path, one.Name, one.Kind, one.AreaCode,
        one.RetiredAt);
}

/// <summary>A post as the API shows it.</summary>
internal sealed record PostView(
    Guid Id, string Organization, string Role, string? ScopePath, string? ScopeArea,
    DateTimeOffset From, DateTimeOffset? Until)
{
    public static PostView Of(Post post) => new(
        post.Id, post.OrganizationCode, post.RoleCode, post.ScopePath, post.ScopeArea,
        post.FromAt, post.UntilAt);
}

/// <summary>An account as the API shows it; nothing one could sign in with.</summary>
internal sealed record AccountView(
    Guid Id, string SignIn, string DisplayName, bool Disabled, bool TwoFactors,
    DateTimeOffset? LockedUntil, DateTimeOffset MadeAt, IEnumerable<PostView> Posts);

/// <summary>Who the API takes the caller for.</summary>
internal sealed record MeView(
    string Actor, string? Organization, IReadOnlyList<GrantView> Grants);

internal sealed record GrantView(Permission Permission, string? ScopePath, string? ScopeArea);

/// <summary>Organisations and accounts under <c>/api/v1</c>.</summary>
internal static class PeopleApi
{
    public static void MapPeopleApi(this RouteGroupBuilder api)
    {
        api.MapGet("/organizations", Organizations).WithName("ListOrganizations");
        api.MapGet("/accounts", AccountsAsync).WithName("ListAccounts");
        api.MapGet("/me", MeAsync).WithName("Me");
    }

    private static IResult Organizations(
        [FromQuery] OrganizationTree? tree, [FromQuery] string? parent, [FromQuery] string? q,
        [FromQuery] string? after, [FromQuery] int? limit, PeopleLists lists,
        ProblemAnswers answers, HttpContext request)
    {
        if (RefuseLimit(limit) is { } problem)
        {
            return answers.Result(request, problem);
        }

        var page = lists.Organizations(
            tree, parent, q, after, limit ?? PeopleLists.LimitDefault);
        return Results.Json(
            new { items = page.Items.Select(OrganizationView.Of), next = page.Next },
            ApiAnswers.Json);
    }

    private static async Task<IResult> AccountsAsync(
        [FromQuery] string? q, [FromQuery] string? after, [FromQuery] int? limit,
        PeopleLists lists, Callers callers, ProblemAnswers answers, HttpContext request)
    {
        var caller = await callers.OfAsync(request);
        if ((caller.Refuse(Permission.SecurityKeep) ?? RefuseLimit(limit)) is { } problem)
        {
            return answers.Result(request, problem);
        }

        var page = await lists.AccountsAsync(
            q, after, limit ?? PeopleLists.LimitDefault, request.RequestAborted);
        var posts = await lists.PostsAsync(
            [.. page.Items.Select(row => row.Id)], request.RequestAborted);
        var factors = await lists.WithSecondFactorAsync(page.Items, request.RequestAborted);
        return Results.Json(
            new
            {
                items = page.Items.Select(row => new AccountView(
                    row.Id, row.SignIn, row.DisplayName, row.IsDisabled, factors.Contains(row.Id),
                    row.LockedUntil, row.MadeAt, posts[row.Id].Select(PostView.Of))),
                next = page.Next,
            },
            ApiAnswers.Json);
    }

    private static async Task<IResult> MeAsync(Callers callers, HttpContext request)
    {
        var caller = await callers.OfAsync(request);
        return Results.Json(
            new MeView(
                caller.Actor, caller.OrganizationCode,
                [.. caller.Grants.Select(grant => new GrantView(
                    grant.Permission, grant.Scope.OrganizationPath, grant.Scope.AreaCode))]),
            ApiAnswers.Json);
    }

    /// <summary>Refuses a page too long or of no rows.</summary>
    public static Problem? RefuseLimit(int? limit) =>
        PageLimit.Refuse(limit, PeopleLists.LimitMax);
}
