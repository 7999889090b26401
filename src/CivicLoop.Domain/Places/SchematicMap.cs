using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;

namespace CivicLoop.Domain.Places;

/// <summary>How a schematic map is drawn.</summary>
/// <param name="Frame">The box it fills.</param>
/// <param name="GridDistricts">12-digit codes of the districts whose communities are divided into
/// grid cells.</param>
/// <param name="CellsAcross">Grid cells from west to east, and from north to south, in a community.
/// </param>
public sealed record SchematicPlan(
    GeoBox Frame, IReadOnlySet<string> GridDistricts, int CellsAcross);

/// <summary>Draws a map of nothing but the code tree, for no real boundary may be shipped: each
/// division is a rectangle as large as the number of communities in it, its children tile it
/// without gap or overlap, and districts stand roughly in their true direction from each other. The
/// same divisions always give the same map.</summary>
public static class SchematicMap
{
    // Shared borders are the same numbers when every cut is rounded alike; 1e-6 degrees are 0.1 m.
    private const int Digits = 6;

    /// <summary>The divisions with their shapes, and the grid cells. Error: ArgumentException where
    /// a code is no division code, or its parent is missing.</summary>
    public static IReadOnlyList<Area> Generate(
        IEnumerable<Division> divisions, SchematicPlan plan)
    {
        var nodes = divisions.ToDictionary(
            division => division.Code, division => new Node(division));
        Node? root = null;
        foreach (var node in nodes.Values.OrderBy(node => node.Code.Value, StringComparer.Ordinal))
        {
            if (node.Code.Parent is not { } parent)
            {
                root = root is null
                    ? node
                    : throw new ArgumentException($"{root} and {node} are both at the top.");
            }
            else
            {
                node.Parent = nodes.GetValueOrDefault(parent.Value)
                    ?? throw new ArgumentException($"{node} has no parent {parent}.");
                node.Parent.Children.Add(node);
            }
        }

        var areas = new List<Area>(nodes.Count * 4);
        if (root is not null)
        {
            Draw(root, plan.Frame, plan, areas);
        }

        return areas;
    }

    /// <summary>A zone across the divisions: the union of its members. Error: ArgumentException
    /// where a member is not among the areas.</summary>
    public static Area Join(Zone zone, IReadOnlyDictionary<string, Area> areas)
    {
        var reader = new NetTopologySuite.IO.WKBReader();
        var shapes = zone.Members.Select(code =>
            areas.TryGetValue(code, out var area) && area.Shape is not null
                ? reader.Read(area.Shape)
                : throw new ArgumentException($"{zone.Code} names {code}, which is not drawn."));
        return new Area(
            zone.Code, zone.Kind, zone.NameZh, zone.NameEn, null, true,
            UnaryUnionOp.Union(shapes.ToList()).AsBinary());
    }

    private static void Draw(Node node, GeoBox box, SchematicPlan plan, List<Area> areas)
    {
        areas.Add(new Area(
            node.Code.Value, node.Code.Kind, node.Division.NameZh, node.Division.NameEn,
            node.Parent?.Code.Value, false, Rectangle(box)));
        foreach (var (child, part) in Tile(node.Children, box))
        {
            Draw(child, part, plan, areas);
        }

        if (node.Code.Kind == AreaKind.Community && node.IsIn(plan.GridDistricts))
        {
            DrawCells(node, box, plan.CellsAcross, areas);
        }
    }

    // Halving keeps the rectangles compact: the longer side is cut where half the weight lies.
    private static IEnumerable<(Node Node, GeoBox Box)> Tile(
        IReadOnlyList<Node> nodes, GeoBox box)
    {
        if (nodes.Count <= 1)
        {
            return nodes.Select(node => (node, box));
        }

        var wide = box.MaxLon - box.MinLon >= box.MaxLat - box.MinLat;
        var ordered = nodes
            .OrderBy(node => wide ? node.Division.Toward?.Lon : node.Division.Toward?.Lat)
            .ThenBy(node => node.Code.Value, StringComparer.Ordinal)
            .ToList();
        var total = ordered.Sum(node => node.Weight);
        var count = 1;
        var weight = ordered[0].Weight;
        while (count < ordered.Count - 1
            && Math.Abs(((weight + ordered[count].Weight) * 2) - total)
                < Math.Abs((weight * 2) - total))
        {
            weight += ordered[count].Weight;
            count++;
        }

        var share = (double)weight / total;
        var (low, high) = Cut(box, wide, share);
        return Tile(ordered[..count], low).Concat(Tile(ordered[count..], high));
    }

    private static (GeoBox Low, GeoBox High) Cut(GeoBox box, bool wide, double share)
    {
        if (wide)
        {
            var lon = Between(box.MinLon, box.MaxLon, share);
            return (box with { MaxLon = lon }, box with { MinLon = lon });
        }

        var lat = Between(box.MinLat, box.MaxLat, share);
        return (box with { MaxLat = lat }, box with { MinLat = lat });
    }

    private static void DrawCells(Node community, GeoBox box, int across, List<Area> areas)
    {
        for (var serial = 1; serial <= across * across; serial++)
        {
            var column = (serial - 1) % across;
            var row = (serial - 1) / across;
            var cell = new GeoBox(
                Between(box.MinLon, box.MaxLon, (double)column / across),
                Between(box.MaxLat, box.MinLat, (double)(row + 1) / across),
                Between(box.MinLon, box.MaxLon, (double)(column + 1) / across),
                Between(box.MaxLat, box.MinLat, (double)row / across));
            areas.Add(new Area(
                GridCode.Of(community.Code, serial).ToString(), AreaKind.GridCell,
                $"{community.Division.NameZh}{serial}号网格",
                $"{community.Division.NameEn}, cell {serial}",
                community.Code.Value, false, Rectangle(cell)));
        }
    }

    private static double Between(double from, double to, double share) =>
        Math.Round(from + ((to - from) * share), Digits);

    private static byte[] Rectangle(GeoBox box) =>
        GeometryFactory.Default
            .ToGeometry(new Envelope(box.MinLon, box.MaxLon, box.MinLat, box.MaxLat))
            .AsBinary();

    private sealed class Node
    {
        public Node(Division division)
        {
            Division = division;
            Code = DivisionCode.TryParse(division.Code, out var code)
                ? code
                : throw new ArgumentException($"{division.Code} is no division code.");
        }

        public Division Division { get; }

        public DivisionCode Code { get; }

        public Node? Parent { get; set; }

        public List<Node> Children { get; } = [];

        // Communities in it, or itself.
        public int Weight => field > 0
            ? field
            : field = Children.Count == 0 ? 1 : Children.Sum(child => child.Weight);

        public bool IsIn(IReadOnlySet<string> districts)
        {
            for (var node = this; node is not null; node = node.Parent)
            {
                if (districts.Contains(node.Code.Value))
                {
                    return true;
                }
            }

            return false;
        }

        public override string ToString() => $"{Code} {Division.NameZh}";
    }
}
