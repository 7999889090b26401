using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;
using NetTopologySuite.Operation.Overlay;
using NetTopologySuite.Operation.OverlayNG;
using NetTopologySuite.Operation.Union;
using NetTopologySuite.Operation.Valid;

namespace CivicLoop.Domain.Places;

/// <summary>An area as a file of boundaries proposes it, in WGS-84.</summary>
/// <param name="Line">Its number in the file, from 1.</param>
public sealed record ProposedArea(int Line, Area Area, Geometry? Shape);

/// <summary>What a survey finds.</summary>
public enum AreaFault
{
    CodeMissing,
    CodeRepeated,
    NameMissing,
    NoPolygon,
    InvalidRing,
    ParentUnknown,

    /// <summary>The city's list has no such code yet; it would be added.</summary>
    CodeUnknown,
    Gap,
    Overlap,
    OutsideParent,
}

/// <summary>Something a person has to look at before boundaries are taken in.</summary>
/// <param name="Code">The area it is about; the parent for a gap.</param>
/// <param name="Other">The other area of an overlap, or the parent it leaves.</param>
/// <param name="SquareMetres">How much ground is concerned; 0 where it is not about ground.</param>
/// <param name="Where">The ground, in WGS-84.</param>
public sealed record AreaFinding(
    AreaFault Fault, int Line, string Code, string? Other, double SquareMetres, Geometry? Where)
{
    /// <summary>True where the area cannot be taken in at all.</summary>
    public bool IsBlocking => Fault is AreaFault.CodeMissing or AreaFault.CodeRepeated
        or AreaFault.NameMissing or AreaFault.NoPolygon or AreaFault.InvalidRing
        or AreaFault.ParentUnknown;
}

/// <summary>Holds proposed boundaries against each other and against what the city has: rings that
/// cross themselves, gaps and overlaps between siblings, ground outside the parent.</summary>
public sealed class AreaSurvey
{
    /// <summary>Square metres below which a gap or an overlap is the pen's width, not ground.
    /// </summary>
    public const double ToleranceUsual = 500;

    // A list longer than this is a wrong column or a wrong coordinate system, not work to be done.
    private const int FindingsMax = 2_000;

    private const double MetresPerDegree = 111_320;

    private readonly Dictionary<string, Area> areas;
    private readonly Dictionary<string, Geometry> shapes = [];
    private readonly double tolerance;
    private readonly List<AreaFinding> findings = [];
    private readonly HashSet<string> proposed = [];

    private AreaSurvey(AreaIndex before, double tolerance)
    {
        this.tolerance = tolerance;
        areas = before.All.ToDictionary(area => area.Code);
        foreach (var area in before.All)
        {
            if (before.ShapeOf(area.Code) is { } shape)
            {
                shapes[area.Code] = shape;
            }
        }
    }

    public IReadOnlyList<AreaFinding> Findings => findings;

    /// <summary>Areas that can be taken in, in the order of the file.</summary>
    public IReadOnlyList<ProposedArea> Usable { get; private set; } = [];

    /// <param name="before">The city's areas as they are.</param>
    /// <param name="tolerance">Square metres.</param>
    public static AreaSurvey Of(
        AreaIndex before, IReadOnlyList<ProposedArea> file, double tolerance)
    {
        var survey = new AreaSurvey(before, tolerance);
        survey.Take(file, before);
        foreach (var siblings in survey.areas.Values
            .Where(area => !area.BesideTree && survey.shapes.ContainsKey(area.Code))
            .GroupBy(area => area.ParentCode)
            .Where(group => group.Any(area => survey.proposed.Contains(area.Code))
                || (group.Key is { } parent && survey.proposed.Contains(parent))))
        {
            survey.Compare(siblings.Key, [.. siblings]);
        }

        return survey;
    }

    /// <summary>Ground a shape covers, in square metres.</summary>
    public static double SquareMetres(Geometry shape) => shape.IsEmpty
        ? 0
        : shape.Area * MetresPerDegree * MetresPerDegree
            * Math.Cos(shape.EnvelopeInternal.Centre.Y * Math.PI / 180);

    private void Take(IReadOnlyList<ProposedArea> file, AreaIndex before)
    {
        var codes = file.Select(one => one.Area.Code).ToHashSet();
        var usable = new List<ProposedArea>();
        foreach (var one in file)
        {
            var parent = one.Area.ParentCode;
            var fault = one.Area.Code.Length == 0 ? AreaFault.CodeMissing
                : !proposed.Add(one.Area.Code) ? AreaFault.CodeRepeated
                : one.Area.NameZh.Length == 0 ? AreaFault.NameMissing
                : one.Shape is not (Polygon or MultiPolygon) || one.Shape.IsEmpty
                    ? AreaFault.NoPolygon
                : parent is not null && !areas.ContainsKey(parent) && !codes.Contains(parent)
                    ? AreaFault.ParentUnknown
                : (AreaFault?)null;
            if (fault is { } bad)
            {
                Find(bad, one, parent, 0, null);
                continue;
            }

            var check = new IsValidOp(one.Shape!);
            if (!check.IsValid)
            {
                Find(
                    AreaFault.InvalidRing, one, check.ValidationError.Message, 0,
                    one.Shape!.Factory.CreatePoint(check.ValidationError.Coordinate));
                continue;
            }

            if (before.Find(one.Area.Code) is null)
            {
                Find(AreaFault.CodeUnknown, one, parent, 0, null);
            }

            usable.Add(one);
        }

        foreach (var one in usable)
        {
            areas[one.Area.Code] = one.Area;
            shapes[one.Area.Code] = one.Shape!;
        }

        Usable = usable;
    }

    private void Compare(string? parentCode, List<Area> siblings)
    {
        var tree = new STRtree<Area>();
        foreach (var one in siblings)
        {
            tree.Insert(shapes[one.Code].EnvelopeInternal, one);
        }

        foreach (var one in siblings.Where(one => proposed.Contains(one.Code)))
        {
            foreach (var other in tree.Query(shapes[one.Code].EnvelopeInternal))
            {
                // Each pair once: by code where both are new, else from the new one's side.
                if (other.Code != one.Code && (!proposed.Contains(other.Code)
                    || string.CompareOrdinal(one.Code, other.Code) < 0))
                {
                    Ground(
                        AreaFault.Overlap, one.Code, other.Code,
                        Overlay(one.Code, other.Code, SpatialFunction.Intersection));
                }
            }
        }

        var parent = parentCode is null ? null : shapes.GetValueOrDefault(parentCode);
        var all = UnaryUnionOp.Union(siblings.Select(one => shapes[one.Code]).ToList());
        var whole = parent ?? Filled(all);
        foreach (var gap in Parts(OverlayNGRobust.Overlay(
            whole, all, SpatialFunction.Difference)))
        {
            Ground(AreaFault.Gap, parentCode ?? "", null, gap);
        }

        if (parent is not null)
        {
            foreach (var one in siblings)
            {
                Ground(
                    AreaFault.OutsideParent, one.Code, parentCode,
                    OverlayNGRobust.Overlay(
                        shapes[one.Code], parent, SpatialFunction.Difference));
            }
        }
    }

    private Geometry Overlay(string one, string other, SpatialFunction what) =>
        shapes[one].Intersects(shapes[other])
            ? OverlayNGRobust.Overlay(shapes[one], shapes[other], what)
            : shapes[one].Factory.CreatePolygon();

    // Without a parent's own shape only the holes between the children can be told.
    private static Geometry Filled(Geometry all) => all.Factory.BuildGeometry(
        Parts(all).OfType<Polygon>()
            .Select(part => (Geometry)part.Factory.CreatePolygon(part.ExteriorRing.Coordinates))
            .ToList());

    private static IEnumerable<Geometry> Parts(Geometry shape)
    {
        for (var n = 0; n < shape.NumGeometries; n++)
        {
            if (shape.GetGeometryN(n) is Polygon part)
            {
                yield return part;
            }
        }
    }

    private void Ground(AreaFault fault, string code, string? other, Geometry where)
    {
        var size = SquareMetres(where);
        if (size > tolerance && findings.Count < FindingsMax)
        {
            findings.Add(new AreaFinding(fault, 0, code, other, size, where));
        }
    }

    private void Find(
        AreaFault fault, ProposedArea one, string? other, double size, Geometry? where)
    {
        if (findings.Count < FindingsMax)
        {
            findings.Add(new AreaFinding(fault, one.Line, one.Area.Code, other, size, where));
        }
    }
}
