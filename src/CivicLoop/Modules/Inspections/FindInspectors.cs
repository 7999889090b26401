using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Inspections;

/// <summary>Who can be sent to sites, and from where they are.</summary>
internal sealed class FindInspectors(CityDatabase database, CityHolder city, TimeProvider time)
{
    // A city sends about thirty; a province does not run in one city.
    private const int PostsMax = 5_000;

    // An area below itself would otherwise never end; a city has five levels.
    private const int LevelsMax = 12;

    /// <summary>Everybody who may visit now, in the order of their accounts.</summary>
    /// <param name="organizations">Only those who act for one of these; empty takes all.</param>
    public async Task<IReadOnlyList<Inspector>> AllAsync(
        IReadOnlyCollection<string> organizations, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        await using var context = database.OpenContext();
        var posts = await (await HeldPosts.WithAsync(
                context, Permission.InspectionVisit, now, stop))
            .OrderBy(post => post.AccountId).Take(PostsMax).ToListAsync(stop);
        return
        [
            .. posts.Where(post => organizations.Count == 0
                    || organizations.Contains(post.OrganizationCode))
                .GroupBy(post => post.AccountId)
                .Select(group => new Inspector(
                    ActingCaller.ActorOf(group.Key), group.First().OrganizationCode,
                    group.SelectMany(Home).ToHashSet())),
        ];
    }

    // The areas of the post and of its organisation, up to the district.
    private IEnumerable<string> Home(Post post) =>
        Around(post.ScopeArea).Concat(
            Around(city.Current.Organizations.Find(post.OrganizationCode)?.AreaCode));

    private IEnumerable<string> Around(string? code)
    {
        for (var level = 0; code is not null && level < LevelsMax; level++)
        {
            var area = city.Current.Areas.Find(code);
            if (area is null or { Kind: AreaKind.City })
            {
                yield break;
            }

            yield return code;
            code = area.ParentCode;
        }
    }
}
