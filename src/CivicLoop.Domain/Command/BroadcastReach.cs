using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;

namespace CivicLoop.Domain.Command;

/// <summary>Whom a broadcast is meant for: people on site in these areas, of these units and those
/// below them. Both must fit; an empty list fits all.</summary>
public sealed record BroadcastTarget(
    IReadOnlyList<string> Areas, IReadOnlyList<string> Units);

/// <summary>A post whose work is on site.</summary>
/// <param name="AreaCode">The area it is limited to; null where its unit's area is.</param>
public sealed record FieldPost(Guid AccountId, string UnitCode, string? AreaCode);

/// <summary>Whom a broadcast reaches, by the posts people hold when it is sent.</summary>
public sealed class BroadcastReach
{
    private readonly OrganizationChart chart;
    private readonly AreaIndex areas;
    private readonly string? whole;
    private readonly HashSet<string> chosen;
    private readonly List<string> paths;
    private readonly IReadOnlyList<Scope> scopes;

    /// <param name="scopes">Where the sender may direct.</param>
    public BroadcastReach(
        BroadcastTarget target, IReadOnlyList<Scope> scopes, OrganizationChart chart,
        AreaIndex areas)
    {
        (this.chart, this.areas, this.scopes) = (chart, areas, scopes);
        whole = areas.Whole?.Code;
        chosen = [.. target.Areas];
        paths = [.. target.Units.Select(chart.PathOf).OfType<string>()];
    }

    /// <summary>What somebody does where the problem is: a role with one of these is a role on
    /// site.</summary>
    public static IReadOnlyList<Permission> OnSite { get; } =
    [
        Permission.CaseVerify, Permission.CaseRectify, Permission.CaseCheck,
        Permission.InspectionVisit, Permission.PatrolWork,
    ];

    /// <summary>Everybody once, by the first of their posts that fits.</summary>
    public IReadOnlyList<FieldPost> Of(IEnumerable<FieldPost> posts)
    {
        var known = new Dictionary<(string, string?), bool>();
        var seen = new HashSet<Guid>();
        var reached = new List<FieldPost>();
        foreach (var post in posts)
        {
            // Thousands of people share few units and areas.
            if (!known.TryGetValue((post.UnitCode, post.AreaCode), out var fits))
            {
                known[(post.UnitCode, post.AreaCode)] = fits = Fits(post);
            }

            if (fits && seen.Add(post.AccountId))
            {
                reached.Add(post);
            }
        }

        return reached;
    }

    private bool Fits(FieldPost post)
    {
        if (chart.Find(post.UnitCode) is not { } unit)
        {
            return false;
        }

        var home = Around(post.AreaCode ?? unit.AreaCode);
        return (chosen.Count == 0 || home.Overlaps(chosen))
            && (paths.Count == 0 || paths.Exists(path => IsInside(unit, path)))
            && scopes.Any(scope =>
                (scope.AreaCode is not { } area || home.Contains(area))
                && (scope.OrganizationPath is not { } line || IsInside(unit, line)));
    }

    private static bool IsInside(Organization unit, string path) =>
        unit.Path.StartsWith(path, StringComparison.Ordinal);

    // The area and all it lies in; the whole city also where nothing says so, as for zones beside
    // its tree and for who works everywhere.
    private HashSet<string> Around(string? code)
    {
        var around = areas.Around(code).ToHashSet();
        if (whole is not null)
        {
            around.Add(whole);
        }

        return around;
    }
}
