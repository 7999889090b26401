using CivicLoop.Domain.People;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Dashboards;

/// <summary>Somebody who holds a post in a unit that answers.</summary>
internal sealed record Keeper(string Unit, string Name, string RoleCode);

/// <summary>Who answers where a line and an area meet.</summary>
/// <param name="Line">条: the lead department.</param>
/// <param name="Branch">Its bureau in the area; null where it has none there.</param>
/// <param name="Owner">块: the body that owns the area; null where none is named.</param>
/// <param name="People">Those in post at these units now: heads first.</param>
internal sealed record CellAnswer(
    Organization Line, Organization? Branch, Organization? Owner, IReadOnlyList<Keeper> People)
{
    public IEnumerable<Keeper> OfLine =>
        People.Where(one => one.Unit == Line.Code || one.Unit == Branch?.Code);

    public IEnumerable<Keeper> OfOwner => People.Where(one => one.Unit == Owner?.Code);
}

/// <summary>Names both who answer for a cell, by the responsibilities and the posts held.</summary>
internal sealed class CellKeepers(
    FindDuties duties, CityDatabase database, CityHolder city, TimeProvider time)
{
    // A unit has a head and some who work its cases.
    private const int PeopleMax = 12;

    public async Task<CellAnswer> OfAsync(
        Organization line, string area, CancellationToken stop)
    {
        var chart = city.Current.Organizations;
        var branch = chart.ChildrenOf(line.Code)
            .FirstOrDefault(one => one.AreaCode == area && one.RetiredAt is null);
        var owner = (await duties.AnswerAsync(DutyTopic.Area(area), area, duties.Today, stop)).Owner
            ?? chart.OwnerOf(area);
        var units = new[] { line.Code, branch?.Code, owner?.Code }.OfType<string>().ToList();
        await using var context = database.OpenContext();
        var heads = await InPostAsync(context, units, Permission.AppraisalSign, stop);
        var handlers = await InPostAsync(context, units, Permission.CaseRectify, stop);
        return new CellAnswer(
            line, branch, owner, [.. heads.Concat(handlers).Distinct().Take(PeopleMax)]);
    }

    private async Task<List<Keeper>> InPostAsync(
        CityContext context, List<string> units, Permission permission, CancellationToken stop)
    {
        var held = await HeldPosts.WithAsync(context, permission, time.GetUtcNow(), stop);
        return await held.Where(post => units.Contains(post.OrganizationCode))
            .Join(
                context.Set<Account>(), post => post.AccountId, account => account.Id,
                (post, account) => new
                {
                    post.OrganizationCode, account.DisplayName, post.RoleCode,
                })
            .OrderBy(one => one.OrganizationCode).ThenBy(one => one.DisplayName)
            .Take(PeopleMax)
            .Select(one => new Keeper(one.OrganizationCode, one.DisplayName, one.RoleCode))
            .ToListAsync(stop);
    }
}
