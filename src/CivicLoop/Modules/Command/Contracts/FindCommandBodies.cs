using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Command.Contracts;

/// <summary>Which command bodies there are, and which of them watch a criterion.</summary>
internal sealed class FindCommandBodies(CityDatabase database, CityHolder city)
{
    private const int BodiesMax = 200;

    // Centres that take in and hand on cases stand in the same tree, but command nobody.
    private static readonly HashSet<string> Kinds =
        ["headquarters", "office", "sub-headquarters", "inspection"];

    /// <summary>Headquarters first, then what stands below it.</summary>
    public IReadOnlyList<Organization> All =>
    [
        .. city.Current.Organizations.All.Where(IsBody)
            .OrderBy(one => one.Path, StringComparer.Ordinal).Take(BodiesMax),
    ];

    /// <summary>Null where there is no such body.</summary>
    public Organization? Find(string? code) =>
        city.Current.Organizations.Find(code) is { } found && IsBody(found) ? found : null;

    /// <summary>Codes of the bodies that watch a criterion on a day.</summary>
    public async Task<IReadOnlyList<string>> WatchersAsync(
        string edition, string criterion, DateOnly day, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<CommandWatch>()
            .Where(row => row.EditionCode == edition && row.CriterionCode == criterion
                && row.FromDay <= day && (row.ToDay == null || row.ToDay >= day))
            .OrderBy(row => row.BodyCode).Select(row => row.BodyCode).Take(BodiesMax)
            .ToListAsync(stop);
    }

    private static bool IsBody(Organization one) =>
        one.Tree == OrganizationTree.Command && one.RetiredAt is null
        && Kinds.Contains(one.Kind);
}
