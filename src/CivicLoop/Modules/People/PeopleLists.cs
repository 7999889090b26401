using CivicLoop.Domain.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.People;

/// <summary>Lists of accounts and organisations, paged by key.</summary>
internal sealed class PeopleLists(CityDatabase database, CityHolder city)
{
    public const int LimitMax = 200;

    public const int LimitDefault = 50;

    /// <summary>Accounts by sign-in name.</summary>
    public async Task<Page<Account>> AccountsAsync(
        string? search, string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        IQueryable<Account> rows = context.Set<Account>();
        if (!string.IsNullOrWhiteSpace(search))
        {
            var text = search.Trim();
            var lower = text.ToLowerInvariant();
            rows = rows.Where(row =>
                row.SignIn.Contains(lower) || row.DisplayName.Contains(text));
        }

        if (!string.IsNullOrEmpty(after))
        {
            rows = rows.Where(row => row.SignIn.CompareTo(after) > 0);
        }

        var found = await rows.OrderBy(row => row.SignIn).Take(limit + 1).ToListAsync(stop);
        return Page.Cut(found, limit, row => row.SignIn);
    }

    public async Task<Account?> AccountAsync(Guid id, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<Account>().FirstOrDefaultAsync(row => row.Id == id, stop);
    }

    public async Task<Account?> AccountAsync(string signIn, CancellationToken stop)
    {
        var name = AccountWriter.Normal(signIn);
        await using var context = database.OpenContext();
        return await context.Set<Account>().FirstOrDefaultAsync(row => row.SignIn == name, stop);
    }

    /// <summary>Posts of some accounts, the newest first.</summary>
    public async Task<ILookup<Guid, Post>> PostsAsync(
        IReadOnlyCollection<Guid> accounts, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var posts = await context.Set<Post>()
            .Where(post => accounts.Contains(post.AccountId))
            .OrderByDescending(post => post.FromAt)
            .ToListAsync(stop);
        return posts.ToLookup(post => post.AccountId);
    }

    /// <summary>Which of some accounts have a second factor: an authenticator or a passkey.
    /// </summary>
    public async Task<IReadOnlySet<Guid>> WithSecondFactorAsync(
        IReadOnlyCollection<Account> accounts, CancellationToken stop)
    {
        var ids = accounts.Select(row => row.Id).ToList();
        await using var context = database.OpenContext();
        var byPasskey = await context.Set<AccountPasskey>()
            .Where(row => ids.Contains(row.AccountId))
            .Select(row => row.AccountId)
            .ToListAsync(stop);
        return accounts.Where(row => row.TwoFactor).Select(row => row.Id)
            .Concat(byPasskey).ToHashSet();
    }

    /// <summary>Accounts anybody may sign in with; none outside a demonstration city.</summary>
    public async Task<IReadOnlyList<(Account Account, Post Post, Role Role)>> DemonstrationAsync(
        CancellationToken stop)
    {
        if (!city.Current.Identity.Demonstration)
        {
            return [];
        }

        await using var context = database.OpenContext();
        var rows = await (
            from account in context.Set<Account>()
            join post in context.Set<Post>() on account.Id equals post.AccountId
            join role in context.Set<Role>() on post.RoleCode equals role.Code
            where account.IsDemonstration && !account.IsDisabled && post.UntilAt == null
            orderby account.SignIn
            select new { account, post, role }).ToListAsync(stop);
        // Those who do the loop's work in its order, as the roles that come with the program are.
        var roles = BuiltInRoles.All.Select(role => role.Code).ToList();
        return
        [
            .. rows.OrderBy(row => roles.IndexOf(row.role.Code))
                .Select(row => (row.account, row.post, row.role)),
        ];
    }

    /// <summary>Organisations in the order of their paths.</summary>
    public Page<Organization> Organizations(
        OrganizationTree? tree, string? parent, string? search, string? after, int limit)
    {
        var found = city.Current.Organizations.All
            .Where(one => tree is null || one.Tree == tree)
            .Where(one => parent is null || one.ParentCode == parent)
            .Where(one => string.IsNullOrWhiteSpace(search) || Fits(one, search.Trim()))
            .OrderBy(one => one.Path, StringComparer.Ordinal)
            .SkipWhile(one => after is not null
                && string.CompareOrdinal(one.Path, after) <= 0)
            .Take(limit + 1)
            .ToList();
        return Page.Cut(found, limit, one => one.Path);
    }

    private static bool Fits(Organization one, string text) =>
        one.Code.Contains(text, StringComparison.OrdinalIgnoreCase)
        || one.NameZh.Contains(text, StringComparison.OrdinalIgnoreCase)
        || one.NameEn.Contains(text, StringComparison.OrdinalIgnoreCase);
}
