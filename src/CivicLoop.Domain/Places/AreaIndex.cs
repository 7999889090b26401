using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace CivicLoop.Domain.Places;

/// <summary>The areas of a city, to be found by code and by position. Never changes once built, so
/// any number of threads may ask it.</summary>
public sealed class AreaIndex
{
    private readonly Dictionary<string, Area> areas;
    private readonly Dictionary<string, Geometry> shapes;
    private readonly ILookup<string, Area> children;
    private readonly PointLookup tree;
    private readonly AreasAt[] treeAnswers;
    private readonly PointLookup beside;
    private readonly string[] besideCodes;

    /// <summary>Error: ArgumentException where a code occurs twice or a shape is no
    /// polygon.</summary>
    public AreaIndex(IEnumerable<Area> all)
    {
        areas = [];
        foreach (var area in all)
        {
            if (!areas.TryAdd(area.Code, area))
            {
                throw new ArgumentException($"Two areas have the code {area.Code}.", nameof(all));
            }
        }

        shapes = areas.Values
            .Where(area => area.Shape is not null)
            .ToDictionary(area => area.Code, ReadShape);
        children = areas.Values
            .Where(area => area.ParentCode is not null)
            .OrderBy(area => area.Code, StringComparer.Ordinal)
            .ToLookup(area => area.ParentCode!);

        // The smallest kind first: its answer holds the larger ones.
        var inside = Shaped(area => !area.BesideTree && RankOf(area.Kind) is not null)
            .OrderBy(area => RankOf(area.Kind))
            .ThenBy(area => area.Code, StringComparer.Ordinal)
            .ToArray();
        tree = new PointLookup(inside.Select(area => shapes[area.Code]));
        treeAnswers = [.. inside.Select(AnswerOf)];

        var across = Shaped(area => area.BesideTree)
            .OrderBy(area => shapes[area.Code].Area)
            .ThenBy(area => area.Code, StringComparer.Ordinal)
            .ToArray();
        beside = new PointLookup(across.Select(area => shapes[area.Code]));
        besideCodes = [.. across.Select(area => area.Code)];
        Bounds = BoundsOf(shapes.Values);
        Districts =
        [
            .. areas.Values.Where(area => area.Kind is AreaKind.District or AreaKind.Neighborhood
                    or AreaKind.DevelopmentZone)
                .OrderBy(area => area.BesideTree)
                .ThenBy(area => area.Code, StringComparer.Ordinal),
        ];
    }

    public IReadOnlyCollection<Area> All => areas.Values;

    /// <summary>The areas a city is accounted by first: districts, what stands in their place, and
    /// the zones beside them that are run alike. The zones come last.</summary>
    public IReadOnlyList<Area> Districts { get; }

    /// <summary>The whole city as an area; null where its pack has none.</summary>
    public Area? Whole => areas.Values.FirstOrDefault(area => area.Kind == AreaKind.City);

    /// <summary>The box around everything drawn; null where nothing is.</summary>
    public GeoBox? Bounds { get; }

    public Area? Find(string code) => areas.GetValueOrDefault(code);

    /// <summary>An area's code and those of the areas around it, from the inside out; nothing for
    /// null. A code nobody knows stands alone.</summary>
    public IEnumerable<string> Around(string? areaCode)
    {
        // An area below itself would otherwise never end; a city has five levels.
        const int levelsMax = 12;
        var code = areaCode;
        for (var level = 0; code is not null && level < levelsMax; level++)
        {
            yield return code;
            code = Find(code)?.ParentCode;
        }
    }

    /// <summary>Ordered by code.</summary>
    public IEnumerable<Area> ChildrenOf(string code) => children[code];

    /// <summary>Null where the area is unknown or not drawn.</summary>
    public Geometry? ShapeOf(string code) => shapes.GetValueOrDefault(code);

    /// <summary>The areas a position lies in. A position on a shared border lies in one of the two,
    /// always the same.</summary>
    public AreasAt Locate(double lon, double lat)
    {
        var n = tree.Find(lon, lat);
        var m = beside.Find(lon, lat);
        var answer = n == PointLookup.None ? default : treeAnswers[n];
        return m == PointLookup.None ? answer : answer with { BesideCode = besideCodes[m] };
    }

    private static int? RankOf(AreaKind kind) => kind switch
    {
        AreaKind.GridCell => 0,
        AreaKind.Community => 1,
        AreaKind.Subdistrict => 2,
        AreaKind.District or AreaKind.Neighborhood => 3,
        AreaKind.City or AreaKind.DevelopmentZone or AreaKind.ControlZone => null,
    };

    private IEnumerable<Area> Shaped(Func<Area, bool> wanted) =>
        areas.Values.Where(area => area.Shape is not null && wanted(area));

    private AreasAt AnswerOf(Area smallest)
    {
        var answer = default(AreasAt);
        for (var area = smallest; area is not null;)
        {
            answer = RankOf(area.Kind) switch
            {
                0 => answer with { GridCode = area.Code },
                1 => answer with { CommunityCode = area.Code },
                2 => answer with { SubdistrictCode = area.Code },
                3 => answer with { DistrictCode = area.Code },
                _ => answer,
            };
            area = area.ParentCode is null ? null : areas.GetValueOrDefault(area.ParentCode);
        }

        return answer;
    }

    private static Geometry ReadShape(Area area)
    {
        var shape = new WKBReader().Read(area.Shape!);
        return shape is Polygon or MultiPolygon
            ? shape
            : throw new ArgumentException($"The shape of {area.Code} is no polygon.", nameof(area));
    }

    private static GeoBox? BoundsOf(IEnumerable<Geometry> drawn)
    {
        var box = new Envelope();
        foreach (var shape in drawn)
        {
            box.ExpandToInclude(shape.EnvelopeInternal);
        }

        return box.IsNull ? null : new GeoBox(box.MinX, box.MinY, box.MaxX, box.MaxY);
    }
}
