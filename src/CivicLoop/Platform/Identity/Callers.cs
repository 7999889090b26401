using System.Collections.Concurrent;
using System.Security.Claims;
using CivicLoop.Domain.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Platform.Identity;

/// <summary>Finds who asks: a session, a token of <c>/api/v1</c>, or a resident.</summary>
internal class Callers(CityDatabase database, CityHolder city, TimeProvider time)
{
    private const string Scheme = "Bearer ";

    private static readonly string StampClaim = new ClaimsIdentityOptions().SecurityStampClaimType;

    private readonly ConcurrentDictionary<Guid, AccountGrants> known = [];

    public virtual async ValueTask<Caller> OfAsync(HttpContext request)
    {
        if (TokenIn(request) is { } token)
        {
            return await ByTokenAsync(token, request.RequestAborted) ?? Caller.Resident;
        }

        return (await SignedInAsync(request))?.Caller ?? Caller.Resident;
    }

    /// <summary>Who is signed in by a session; null for residents and programs.</summary>
    public async ValueTask<SignedIn?> SignedInAsync(HttpContext request)
    {
        if (request.User.Identity?.IsAuthenticated != true
            || !Guid.TryParse(request.User.FindFirstValue(ClaimTypes.NameIdentifier), out var id)
            || await OfSessionAsync(id, request) is not { } grants)
        {
            return null;
        }

        var now = time.GetUtcNow();
        var held = ActingCaller.HeldNow(grants.Posts, now);
        var twoFactors = SessionClaims.ByTwoFactors(request.User) || MayShow(grants.Account);
        var acting = request.User.FindFirstValue(SessionClaims.ActingFor);
        var caller = ActingCaller.Of(
            id, grants.Account.MustChange ? [] : held, city.Current.Organizations, acting,
            twoFactors);
        return new SignedIn(
            id, grants.Account.DisplayName, grants.Account.Language, caller,
            [.. held.Select(post => post.Post.OrganizationCode).Distinct()],
            !twoFactors && SeparatedDuties.Of(
                held.SelectMany(post => post.Role.Permissions)).Count > 0,
            grants.Account.MustChange);
    }

    /// <summary>The token a program sent under <c>/api/v1</c>; null without one.</summary>
    public static string? TokenIn(HttpContext request) =>
        request.Request.Path.StartsWithSegments("/api/v1")
        && request.Request.Headers.Authorization.ToString() is { } header
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? header[Scheme.Length..].Trim()
            : null;

    /// <summary>The caller a token stands for; null when it is unknown, expired or revoked. A token
    /// never carries a separated duty: no program answers for those.</summary>
    public async ValueTask<Caller?> ByTokenAsync(string token, CancellationToken stop)
    {
        var hash = HandedSecret.HashOf(token);
        await using var context = database.OpenContext();
        var row = await context.Set<ApiToken>()
            .FirstOrDefaultAsync(one => one.SecretHash == hash, stop);
        if (row is null || !row.Works(time.GetUtcNow())
            || await GrantsAsync(row.AccountId, stop) is not { } grants
            || grants.Account.IsDisabled)
        {
            return null;
        }

        await ApiTokens.UsedAsync(database, row, time.GetUtcNow(), stop);
        var caller = ActingCaller.Of(
            row.AccountId, ActingCaller.HeldNow(grants.Posts, time.GetUtcNow()),
            city.Current.Organizations, actingFor: null, twoFactors: MayShow(grants.Account));
        var only = row.Permissions?.Split(' ');
        return only is null
            ? caller
            : caller with
            {
                Grants = [.. caller.Grants.Where(
                    grant => only.Contains(grant.Permission.ToString()))],
            };
    }

    /// <summary>Everybody an account may act as, one for each organisation, as after two factors;
    /// for jobs and previews, never for a request. Null where the account is gone or
    /// disabled.</summary>
    public async Task<ActingPerson?> AllOfAsync(Guid accountId, CancellationToken stop)
    {
        if (await GrantsAsync(accountId, stop) is not { Account.IsDisabled: false } grants)
        {
            return null;
        }

        var held = ActingCaller.HeldNow(grants.Posts, time.GetUtcNow());
        return new ActingPerson(
            grants.Account,
            [.. held.Select(one => one.Post.OrganizationCode).Distinct().Select(code =>
                ActingCaller.Of(
                    accountId, held, city.Current.Organizations, code, twoFactors: true))]);
    }

    /// <summary>Reads the account anew at its next request.</summary>
    public void Forget(Guid accountId) => known.TryRemove(accountId, out _);

    /// <summary>Reads all accounts anew.</summary>
    public void ForgetAll() => known.Clear();

    /// <summary>What other programs of this city are told when what somebody may do changed.
    /// </summary>
    public const string ChangedNews = "people";

    /// <summary>Reads all accounts anew after a role or a post was changed, here and in the other
    /// programs that serve the city.</summary>
    public async Task ForgetEverywhereAsync(CancellationToken stop)
    {
        ForgetAll();
        await database.TellOthersAsync(ChangedNews, stop);
    }

    // A session from before the way of signing in changed has ended. What is remembered here may
    // itself be older than the session, so that is read anew before anybody is sent away.
    private async ValueTask<AccountGrants?> OfSessionAsync(Guid id, HttpContext request)
    {
        var grants = await GrantsAsync(id, request.RequestAborted);
        if (grants is not null && !HasStampOf(request, grants.Account))
        {
            Forget(id);
            grants = await GrantsAsync(id, request.RequestAborted);
        }

        return grants is { Account.IsDisabled: false } && HasStampOf(request, grants.Account)
            ? grants
            : null;
    }

    private static bool HasStampOf(HttpContext request, Account account) =>
        request.User.FindFirstValue(StampClaim) == account.SecurityStamp;

    // Demonstration accounts have no factor at all, and exist only where nothing is real.
    private bool MayShow(Account account) =>
        account.IsDemonstration && city.Current.Identity.Demonstration;

    private async ValueTask<AccountGrants?> GrantsAsync(Guid id, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        if (known.TryGetValue(id, out var kept) && now - kept.ReadAt < SignInRules.GrantsKept)
        {
            return kept;
        }

        await using var context = database.OpenContext();
        var account = await context.Set<Account>().FirstOrDefaultAsync(row => row.Id == id, stop);
        if (account is null)
        {
            return null;
        }

        var posts = await context.Set<Post>()
            .Where(post => post.AccountId == id)
            .Join(
                context.Set<Role>(), post => post.RoleCode, role => role.Code,
                (post, role) => new HeldPost(post, role))
            .ToListAsync(stop);
        return known[id] = new AccountGrants(account, posts, now);
    }
}
