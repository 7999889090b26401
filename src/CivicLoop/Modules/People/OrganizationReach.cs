using CivicLoop.Domain.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.People;

/// <summary>Posts whose scope is one organisation and what is below it.</summary>
internal sealed record ReachingPosts(Organization Organization, int Posts);

/// <summary>Who would see more or less once an organisation stands elsewhere.</summary>
/// <param name="Below">Organisations that move along.</param>
/// <param name="Inside">Posts scoped to it or to something below; they follow.</param>
/// <param name="Losing">Posts scoped to bodies above it now and no more.</param>
/// <param name="Gaining">Posts scoped to bodies above it then and not yet.</param>
internal sealed record MoveReach(
    int Below, int Inside, IReadOnlyList<ReachingPosts> Losing,
    IReadOnlyList<ReachingPosts> Gaining);

/// <summary>Explains a move before it is made.</summary>
internal sealed class OrganizationReach(CityDatabase database, CityHolder city, TimeProvider time)
{
    public async Task<MoveReach> OfAsync(
        Organization moved, Organization? parent, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        await using var context = database.OpenContext();
        var counts = (await HeldPosts.NotEnded(context, now)
            .Where(post => post.ScopePath != null)
            .GroupBy(post => post.ScopePath!)
            .Select(group => new { Path = group.Key, Posts = group.Count() })
            .ToListAsync(stop)).ToDictionary(one => one.Path, one => one.Posts);
        var chart = city.Current.Organizations;
        var above = Above(chart, chart.Find(moved.ParentCode));
        var then = Above(chart, parent);
        return new MoveReach(
            chart.Within(moved.Path).Count - 1,
            counts.Where(one => one.Key.StartsWith(moved.Path, StringComparison.Ordinal))
                .Sum(one => one.Value),
            Held(above.Except(then)), Held(then.Except(above)));

        List<ReachingPosts> Held(IEnumerable<Organization> bodies) =>
            [.. bodies.Where(one => counts.ContainsKey(one.Path))
                .Select(one => new ReachingPosts(one, counts[one.Path]))];
    }

    /// <summary>A body and all above it, the nearest first.</summary>
    public static IReadOnlyList<Organization> Above(OrganizationChart chart, Organization? from)
    {
        var above = new List<Organization>();
        for (var one = from; one is not null; one = chart.Find(one.ParentCode))
        {
            above.Add(one);
        }

        return above;
    }
}
