using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.People;

/// <summary>What somebody can see and do while acting for one of their organisations.</summary>
/// <param name="Duties">Worklists with what waits in them.</param>
internal sealed record Sight(
    Caller Caller, IReadOnlyList<HeldPost> Posts, IReadOnlyList<MenuGroup> Pages,
    IReadOnlyList<(Duty Duty, int Waiting)> Duties, IReadOnlyList<SightOfArea> Areas);

/// <summary>Answers "what can this person see?" by the very rules that decide it: the caller is
/// made as at a sign-in, and its lists are counted.</summary>
internal sealed class PreviewAccount(
    CityDatabase database, CityHolder city, CaseLists lists, CaseSight cases, TimeProvider time)
{
    /// <summary>One sight for each organisation the account may act for; none without a post.
    /// </summary>
    public async Task<IReadOnlyList<Sight>> OfAsync(Guid accountId, CancellationToken stop)
    {
        var sights = new List<Sight>();
        foreach (var (caller, posts) in await CallersAsync(accountId, stop))
        {
            var counts = await lists.CountsAsync(caller, stop);
            sights.Add(new Sight(
                caller, posts,
                ConsoleMenu.GroupsFor(caller, new Dictionary<string, int>()),
                [.. Duty.All.Where(duty => caller.MaySomewhere(duty.Permission))
                    .Select(duty => (duty, counts.GetValueOrDefault(duty.Name)))],
                caller.MaySomewhere(Permission.CaseSee)
                    ? await cases.ByAreaAsync(caller, stop)
                    : []));
        }

        return sights;
    }

    /// <summary>Open cases in an area, as the account sees them acting for an organisation.
    /// </summary>
    public async Task<IReadOnlyList<SeenCase>> CasesAsync(
        Guid accountId, string organization, string? area, CancellationToken stop)
    {
        var found = (await CallersAsync(accountId, stop))
            .FirstOrDefault(one => one.Caller.OrganizationCode == organization);
        return found.Caller is null ? [] : await cases.InAreaAsync(found.Caller, area, stop);
    }

    // With two factors, because that is what the person will sign in with who holds such a duty.
    private async Task<IReadOnlyList<(Caller Caller, IReadOnlyList<HeldPost> Posts)>> CallersAsync(
        Guid accountId, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = await (
            from post in context.Set<Post>()
            join role in context.Set<Role>() on post.RoleCode equals role.Code
            where post.AccountId == accountId
            select new { post, role }).ToListAsync(stop);
        var held = ActingCaller.HeldNow(
            rows.Select(row => new HeldPost(row.post, row.role)), time.GetUtcNow());
        return
        [
            .. held.Select(one => one.Post.OrganizationCode).Distinct().Select(code => (
                ActingCaller.Of(
                    accountId, held, city.Current.Organizations, code, twoFactors: true),
                (IReadOnlyList<HeldPost>)
                [.. held.Where(one => one.Post.OrganizationCode == code)])),
        ];
    }
}
