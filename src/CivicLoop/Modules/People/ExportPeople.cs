using CivicLoop.Domain.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.People;

/// <summary>Organisations and people as rows of the lists they are taken in from.</summary>
internal sealed class ExportPeople(CityDatabase database, CityHolder city, TimeProvider time)
{
    /// <summary>In the order of the trees, parents before what is below them.</summary>
    public IEnumerable<IReadOnlyList<object?>> Organizations() =>
        city.Current.Organizations.All
            .OrderBy(one => one.Path, StringComparer.Ordinal)
            .Select(one => (IReadOnlyList<object?>)
            [
                one.Code, one.Tree.ToString(), one.ParentCode, one.NameZh, one.NameEn, one.Kind,
                one.AreaCode, one.RetiredAt is null ? "" : "yes",
            ]);

    /// <summary>A row for every post held, by sign-in name; demonstration accounts are left out.
    /// </summary>
    public async Task<IEnumerable<IReadOnlyList<object?>>> PeopleAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        await using var context = database.OpenContext();
        var rows = await (
            from account in context.Set<Account>()
            join post in HeldPosts.NotEnded(context, now) on account.Id equals post.AccountId
            where !account.IsDemonstration
            orderby account.SignIn, post.FromAt
            select new { account, post }).ToListAsync(stop);
        return rows.Select(row => (IReadOnlyList<object?>)
        [
            row.account.SignIn, row.account.DisplayName, row.post.RoleCode,
            row.post.OrganizationCode, row.post.ScopeArea, row.account.Language,
            row.account.IsDisabled ? "yes" : "",
        ]);
    }
}
