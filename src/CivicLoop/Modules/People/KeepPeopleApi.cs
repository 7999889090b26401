using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace CivicLoop.Modules.People;

/// <summary>An account as the API takes it.</summary>
internal sealed record AccountBody(
    string? SignIn, string? DisplayName, string? Language, string? Role, string? Organization,
    string? Area);

/// <summary>A post as the API takes it.</summary>
internal sealed record PostBody(
    string? Role, string? Organization, string? Area, DateTimeOffset? Until);

/// <summary>A role as the API shows and takes it.</summary>
internal sealed record RoleBody(
    string? Code, string? NameZh, string? NameEn, bool IsOfLine,
    IReadOnlyList<Permission>? Permissions);

/// <summary>What a role is to be called.</summary>
internal sealed record NamesBody(string? NameZh, string? NameEn);

/// <summary>An organisation as the API takes it.</summary>
internal sealed record OrganizationBody(
    string? Code, OrganizationTree Tree, string? Parent, string? NameZh, string? NameEn,
    string? Kind, string? Area);

/// <summary>Where an organisation is moved to; null for the root of its tree.</summary>
internal sealed record MoveBody(string? Parent);

/// <summary>A token as the API takes it.</summary>
internal sealed record TokenBody(string? Name, int? Days, IReadOnlyList<Permission>? Permissions);

/// <summary>What is done with accounts, roles, organisations and tokens under <c>/api/v1</c>: the
/// same slices as the pages. The separated duties need a session with two factors; no token carries
/// them.</summary>
internal static class KeepPeopleApi
{
    public static void MapKeepPeopleApi(this RouteGroupBuilder api)
    {
        api.MapPost("/accounts", MakeAccountAsync).WithName("MakeAccount");
        api.MapPost("/accounts/{id:guid}/{action}", ActAsync).WithName("ActOnAccount");
        api.MapPost("/accounts/{id:guid}/posts", GivePostAsync).WithName("GivePost");
        api.MapDelete("/accounts/{id:guid}/posts/{post:guid}", EndPostAsync).WithName("EndPost");
        api.MapGet("/accounts/{id:guid}/preview", PreviewAsync).WithName("PreviewAccount");
        api.MapGet("/roles", RolesAsync).WithName("ListRoles");
        api.MapPost("/roles", AddRoleAsync).WithName("AddRole");
        api.MapPut("/roles/{code}", ChangeRoleAsync).WithName("ChangeRole");
        api.MapPost("/roles/{code}/rename", RenameRoleAsync).WithName("RenameRole");
        api.MapDelete("/roles/{code}", RemoveRoleAsync).WithName("RemoveRole");
        api.MapPost("/organizations", AddOrganizationAsync).WithName("AddOrganization");
        api.MapPut("/organizations/{code}", RenameAsync).WithName("RenameOrganization");
        api.MapPost("/organizations/{code}/move", MoveAsync).WithName("MoveOrganization");
        api.MapPost("/organizations/{code}/retire", RetireAsync).WithName("RetireOrganization");
        api.MapGet("/tokens", TokensAsync).WithName("ListOwnTokens");
        api.MapPost("/tokens", MakeTokenAsync).WithName("MakeToken");
        api.MapDelete("/tokens/{id:guid}", RevokeAsync).WithName("RevokeToken");
    }

    private static Task<IResult> MakeAccountAsync(
        HttpContext request, AccountBody body, KeepAccounts keep, CityOptions options) =>
        KeepAsync(request, Permission.SecurityKeep, async (caller, stop) => ApiAnswers.Of(
            request,
            await keep.MakeAsync(
                new WantedAccount(
                    body.SignIn, body.DisplayName, body.Language, body.Role, body.Organization,
                    body.Area),
                caller.Actor, stop),
            made => new
            {
                made.Id, made.SignIn, link = StartLink.Of(options, request.Request, made.Secret),
            },
            StatusCodes.Status201Created));

    private static Task<IResult> ActAsync(
        HttpContext request, Guid id, string action, KeepAccounts keep, CityOptions options) =>
        KeepAsync(request, Permission.SecurityKeep, async (caller, stop) =>
        {
            if (action == "reset")
            {
                return ApiAnswers.Of(
                    request, await keep.ResetAsync(id, caller.Actor, stop),
                    secret => new
                    {
                        id, link = StartLink.Of(options, request.Request, secret),
                    });
            }

            var outcome = action switch
            {
                "disable" => await keep.DisableAsync(id, true, caller.Actor, stop),
                "enable" => await keep.DisableAsync(id, false, caller.Actor, stop),
                "unlock" => await keep.UnlockAsync(id, caller.Actor, stop),
                "expire" => await keep.ExpirePasswordAsync(id, caller.Actor, stop),
                _ => new Problem(ProblemCode.NotFound, "action", action),
            };
            return ApiAnswers.Of(
                request, outcome, account => new { account.Id, account.IsDisabled });
        });

    private static Task<IResult> GivePostAsync(
        HttpContext request, Guid id, PostBody body, KeepAccounts keep) =>
        KeepAsync(request, Permission.SecurityKeep, async (caller, stop) => ApiAnswers.Of(
            request,
            await keep.GivePostAsync(
                new WantedPost(
                    id, body.Role, body.Organization, AreaCode: body.Area,
                    UntilAt: body.Until?.ToUniversalTime()),
                caller.Actor, stop),
            PostView.Of, StatusCodes.Status201Created));

    private static Task<IResult> EndPostAsync(
        HttpContext request, Guid id, Guid post, KeepAccounts keep) =>
        KeepAsync(request, Permission.SecurityKeep, async (caller, stop) => ApiAnswers.Of(
            request, await keep.EndPostAsync(id, post, caller.Actor, stop), PostView.Of));

    private static Task<IResult> PreviewAsync(
        HttpContext request, Guid id, PreviewAccount preview) =>
        KeepAsync(request, Permission.SecurityKeep, async (_, stop) => Results.Json(
            new
            {
                items = (await preview.OfAsync(id, stop)).Select(sight => new
                {
                    sight.Caller.OrganizationCode,
                    grants = sight.Caller.Grants.Select(grant => new GrantView(
                        grant.Permission, grant.Scope.OrganizationPath, grant.Scope.AreaCode)),
                    pages = sight.Pages.SelectMany(group => group.Entries)
                        .Select(entry => entry.Address),
                    duties = sight.Duties.ToDictionary(one => one.Duty.Name, one => one.Waiting),
                    sight.Areas,
                }),
            },
            ApiAnswers.Json));

    private static Task<IResult> RolesAsync(
        HttpContext request, [FromQuery] string? after, [FromQuery] int? limit,
        KeepRoles keep) =>
        KeepAsync(request, Permission.SecurityKeep, async (_, stop) =>
        {
            if (PeopleApi.RefuseLimit(limit) is { } problem)
            {
                return ApiAnswers.Of(request, problem);
            }

            var page = await keep.PageAsync(after, limit ?? PeopleLists.LimitDefault, stop);
            return Results.Json(
                new { items = page.Items.Select(View), next = page.Next }, ApiAnswers.Json);
        });

    private static Task<IResult> AddRoleAsync(
        HttpContext request, RoleBody body, KeepRoles keep) =>
        KeepAsync(request, Permission.SecurityKeep, async (caller, stop) => ApiAnswers.Of(
            request,
            await keep.AddAsync(
                body.Code, body.NameZh, body.NameEn, body.IsOfLine, caller.Actor, stop),
            View, StatusCodes.Status201Created));

    private static Task<IResult> ChangeRoleAsync(
        HttpContext request, string code, RoleBody body, KeepRoles keep) =>
        KeepAsync(request, Permission.SecurityKeep, async (caller, stop) => ApiAnswers.Of(
            request,
            await keep.ChangeAsync(code, body.Permissions ?? [], caller.Actor, stop), View));

    private static Task<IResult> RenameRoleAsync(
        HttpContext request, string code, NamesBody body, KeepRoles keep) =>
        KeepAsync(request, Permission.SecurityKeep, async (caller, stop) => ApiAnswers.Of(
            request,
            await keep.RenameAsync(code, body.NameZh, body.NameEn, caller.Actor, stop), View));

    private static Task<IResult> RemoveRoleAsync(
        HttpContext request, string code, KeepRoles keep) =>
        KeepAsync(request, Permission.SecurityKeep, async (caller, stop) => ApiAnswers.Of(
            request, await keep.RemoveAsync(code, caller.Actor, stop), View));

    private static Task<IResult> AddOrganizationAsync(
        HttpContext request, OrganizationBody body, KeepOrganizations keep) =>
        KeepAsync(request, Permission.OrganizationEdit, async (caller, stop) => ApiAnswers.Of(
            request,
            await keep.AddAsync(
                new WantedOrganization(
                    body.Code, body.Tree, body.Parent, body.NameZh, body.NameEn, body.Kind,
                    body.Area),
                caller.Actor, stop),
            OrganizationView.Of, StatusCodes.Status201Created));

    private static Task<IResult> RenameAsync(
        HttpContext request, string code, OrganizationBody body, KeepOrganizations keep) =>
        KeepAsync(request, Permission.OrganizationEdit, async (caller, stop) => ApiAnswers.Of(
            request,
            await keep.RenameAsync(code, body.NameZh, body.NameEn, caller.Actor, stop),
            OrganizationView.Of));

    private static Task<IResult> MoveAsync(
        HttpContext request, string code, MoveBody body, KeepOrganizations keep) =>
        KeepAsync(request, Permission.OrganizationEdit, async (caller, stop) => ApiAnswers.Of(
            request, await keep.MoveAsync(code, body.Parent, caller.Actor, stop),
            OrganizationView.Of));

    private static Task<IResult> RetireAsync(
        HttpContext request, string code, KeepOrganizations keep) =>
        KeepAsync(request, Permission.OrganizationEdit, async (caller, stop) => ApiAnswers.Of(
            request, await keep.RetireAsync(code, caller.Actor, stop), OrganizationView.Of));

    private static Task<IResult> TokensAsync(
        HttpContext request, [FromQuery] Guid? after, [FromQuery] int? limit,
        ApiTokens tokens) =>
        OwnAsync(request, async (account, _, stop) =>
        {
            if (PeopleApi.RefuseLimit(limit) is { } problem)
            {
                return ApiAnswers.Of(request, problem);
            }

            var page = Page.Cut(
                await tokens.PageOfAsync(
                    account, after, (limit ?? PeopleLists.LimitDefault) + 1, stop),
                limit ?? PeopleLists.LimitDefault, token => token.Id.ToString());
            return Results.Json(
                new { items = page.Items.Select(View), next = page.Next }, ApiAnswers.Json);
        });

    private static Task<IResult> MakeTokenAsync(
        HttpContext request, TokenBody body, ApiTokens tokens) =>
        OwnAsync(request, async (account, actor, stop) => ApiAnswers.Of(
            request,
            await tokens.MakeAsync(
                account, body.Name, body.Days ?? ApiToken.DaysDefault,
                [.. body.Permissions ?? []], actor, stop),
            made => new { made.Token.Id, token = made.Secret, made.Token.ExpiresAt },
            StatusCodes.Status201Created));

    private static Task<IResult> RevokeAsync(HttpContext request, Guid id, ApiTokens tokens) =>
        OwnAsync(request, async (account, actor, stop) => ApiAnswers.Of(
            request, await tokens.RevokeAsync(account, id, actor, stop), View));

    private static object View(ApiToken token) => new
    {
        token.Id, token.Name, token.MadeAt, token.ExpiresAt, token.RevokedAt, token.LastUsedAt,
        permissions = token.Permissions?.Split(' '),
    };

    private static RoleBody View(Role role) =>
        new(role.Code, role.NameZh, role.NameEn, role.IsOfLine, role.Permissions);

    /// <summary>Does it where the caller holds the permission; otherwise says what is missing.
    /// </summary>
    public static async Task<IResult> KeepAsync(
        HttpContext request, Permission needs,
        Func<Caller, CancellationToken, Task<IResult>> keep)
    {
        var caller = await request.RequestServices.GetRequiredService<Callers>().OfAsync(request);
        return caller.Refuse(needs) is { } refused
            ? ApiAnswers.Of(request, refused)
            : await keep(caller, request.RequestAborted);
    }

    // A token is made by a person, not by another token.
    private static async Task<IResult> OwnAsync(
        HttpContext request, Func<Guid, string, CancellationToken, Task<IResult>> keep)
    {
        var callers = request.RequestServices.GetRequiredService<Callers>();
        return Callers.TokenIn(request) is null
            && await callers.SignedInAsync(request) is { } me
            ? await keep(me.AccountId, ActingCaller.ActorOf(me.AccountId), request.RequestAborted)
            : ApiAnswers.Of(request, new Problem(ProblemCode.SignInRequired, null));
    }
}
