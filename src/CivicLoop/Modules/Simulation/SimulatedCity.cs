using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Simulation;
using CivicLoop.Platform.City;
using NetTopologySuite.Geometries;

namespace CivicLoop.Modules.Simulation;

/// <summary>Where things happen in a simulated city, and who acts.</summary>
internal sealed class SimulatedCity
{
    // Core communities, those cut into grid cells, are denser lived in and more patrolled.
    private const double CoreWeight = 5;

    // A point of a box that is not in the shape is drawn again; a shape fills more than this share.
    private const int PointTriesMax = 40;

    private readonly Area[] areas;
    private readonly double[] weightsUpTo;
    private readonly ScriptClass[] classes;
    private readonly double[] classWeights;
    private readonly Dictionary<(string Kind, string? Area), Organization> bodies = [];
    private readonly Dictionary<string, double> skills = [];
    private readonly long seed;

    public SimulatedCity(CityModel model, long seed)
    {
        Model = model;
        this.seed = seed;
        Script = SimulationScript.Find(model.Identity);
        var kind = new[] { AreaKind.Community, AreaKind.Subdistrict }.FirstOrDefault(
            wanted => model.Areas.All.Any(area => area.Kind == wanted), AreaKind.Neighborhood);
        areas =
        [
            .. model.Areas.All.Where(area => area.Kind == kind && area.Shape is not null)
                .OrderBy(area => area.Code, StringComparer.Ordinal),
        ];
        var sum = 0.0;
        weightsUpTo =
        [
            .. areas.Select(area =>
                sum += model.Areas.ChildrenOf(area.Code).Any() ? CoreWeight : 1),
        ];
        classes = Classes(model, Script);
        classWeights = [.. classes.Select(one => one.Weight)];
        foreach (var body in model.Organizations.All
            .Where(one => one.Tree == OrganizationTree.Command)
            .OrderBy(one => one.Code, StringComparer.Ordinal))
        {
            bodies.TryAdd((body.Kind, body.AreaCode), body);
        }
    }

    public CityModel Model { get; }

    public SimulationScript Script { get; }

    public SimulatedSpot Spot(SeededDraws draws)
    {
        var at = draws.Unit() * weightsUpTo[^1];
        var n = Array.BinarySearch(weightsUpTo, at);
        var area = areas[Math.Min(n < 0 ? ~n : n + 1, areas.Length - 1)];
        var spot = draws.Pick(Script.Spots);
        var chinese = Model.Language == "zh";
        var name = NameOf(area);
        var above = Above(area).Select(NameOf).Reverse();
        var (lon, lat) = Point(draws, Model.Areas.ShapeOf(area.Code)!);
        return new SimulatedSpot(
            lon, lat, chinese ? $"{name}{spot}" : $"{spot}, {name}",
            chinese
                ? string.Concat(above.Append(name).Append(spot))
                : string.Join(", ", new[] { spot, name }.Concat(above.Reverse())));
    }

    public ScriptClass Class(SeededDraws draws) => classes[draws.Weighted(classWeights)];

    public CaseSource Source(SeededDraws draws)
    {
        var sources = Script.Sources.ToArray();
        return sources[draws.Weighted([.. sources.Select(one => one.Value)])].Key;
    }

    /// <summary>How well a unit does its work, 0.5 to 0.98: its own in every case, so that a
    /// ranking has something to show.</summary>
    public double Skill(string? unit)
    {
        var code = unit ?? "";
        if (!skills.TryGetValue(code, out var skill))
        {
            var draws = new SeededDraws(seed, SeededDraws.Number(code));
            skills[code] = skill = 0.5 + (0.48 * Math.Sqrt(draws.Unit()));
        }

        return skill;
    }

    /// <summary>A body of the command tree, of the district if it has one of its own.</summary>
    public Caller Body(string kind, string? districtCode, params Permission[] permissions)
    {
        var body = bodies.GetValueOrDefault((kind, districtCode))
            ?? bodies.GetValueOrDefault((kind, null));
        return Caller($"simulation:{kind}", body, permissions);
    }

    public Caller Unit(string? code) =>
        Caller("simulation:unit", Model.Organizations.Find(code), Permission.CaseRectify);

    private static Caller Caller(
        string actor, Organization? body, params Permission[] permissions) =>
        new(
            actor, body?.Code ?? actor, body?.Path,
            [.. permissions.Select(permission => new Grant(permission, Scope.City))]);

    private static ScriptClass[] Classes(CityModel model, SimulationScript script)
    {
        ScriptClass[] known =
        [
            .. script.Classes.Where(one =>
                model.Catalogue.Find(one.Code) is { IsActive: true }
                && model.Catalogue.Condition(one.Code, 1) is not null),
        ];
        return known.Length > 0
            ? known
            :
            [
                .. model.Catalogue.All.Where(one => one.IsActive)
                    .OrderBy(one => one.Code, StringComparer.Ordinal)
                    .Select(one => new ScriptClass(one.Code, 1, script.AnyWords)),
            ];
    }

    private IEnumerable<Area> Above(Area area)
    {
        for (var code = area.ParentCode; code is not null;)
        {
            if (Model.Areas.Find(code) is not { } parent || parent.Kind == AreaKind.City)
            {
                yield break;
            }

            yield return parent;
            code = parent.ParentCode;
        }
    }

    // People name the place, not its committee.
    private string NameOf(Area area) =>
        Model.Language == "zh"
            ? area.NameZh.Replace("居民委员会", "", StringComparison.Ordinal)
                .Replace("居委会", "", StringComparison.Ordinal)
                .Replace("村民委员会", "村", StringComparison.Ordinal)
                .Replace("村委会", "村", StringComparison.Ordinal)
            : area.NameEn;

    private static (double Lon, double Lat) Point(SeededDraws draws, Geometry shape)
    {
        var box = shape.EnvelopeInternal;
        for (var n = 0; n < PointTriesMax; n++)
        {
            var point = new Point(
                Math.Round(draws.Between(box.MinX, box.MaxX), 6),
                Math.Round(draws.Between(box.MinY, box.MaxY), 6));
            if (shape.Contains(point))
            {
                return (point.X, point.Y);
            }
        }

        var inside = shape.InteriorPoint;
        return (inside.X, inside.Y);
    }
}

/// <summary>A place where something is wrong.</summary>
/// <param name="Name">As a resident says it.</param>
internal sealed record SimulatedSpot(double Lon, double Lat, string Name, string Address);
