using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace CivicLoop.Domain.Planning;

/// <summary>Control lines of a city's plan (规划控制线), each by a rule of the ministry: what lies
/// inside is kept free of everything it is not meant for.</summary>
public enum ControlLine
{
    /// <summary>道路红线: ground of roads.</summary>
    Red,

    /// <summary>绿线: green spaces (城市绿线管理办法, 2002).</summary>
    Green,

    /// <summary>蓝线: waters (城市蓝线管理办法, 2005).</summary>
    Blue,

    /// <summary>紫线: historic quarters and buildings (城市紫线管理办法, 2003).</summary>
    Purple,

    /// <summary>黄线: infrastructure (城市黄线管理办法, 2005).</summary>
    Yellow,
}

/// <summary>管控区: the ground inside a control line, for the days it holds.</summary>
public sealed record ControlZone
{
    public required Guid Id { get; init; }

    /// <summary>The plan's own code; the same one holds again with other days when it is redrawn.
    /// </summary>
    public required string Code { get; init; }

    public required ControlLine Line { get; init; }

    public required string NameZh { get; init; }

    public required string NameEn { get; init; }

    /// <summary>WKB, WGS-84 longitude and latitude.</summary>
    public required byte[] Shape { get; init; }

    /// <summary>The box around it, to find it by.</summary>
    public required double MinLon { get; init; }

    public required double MinLat { get; init; }

    public required double MaxLon { get; init; }

    public required double MaxLat { get; init; }

    /// <summary>First day it holds.</summary>
    public required DateOnly FromDay { get; init; }

    /// <summary>Last day; null while no end is known.</summary>
    public DateOnly? ToDay { get; init; }

    /// <summary>The document that approved it.</summary>
    public required string BasisName { get; init; }

    public required string EnteredBy { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    public LocalText Name => new(NameZh, NameEn);

    public Geometry Ground() => new WKBReader().Read(Shape);

    /// <summary>The zone with another shape and the box around it.</summary>
    public ControlZone On(Geometry ground)
    {
        var box = ground.EnvelopeInternal;
        return this with
        {
            Shape = ground.AsBinary(), MinLon = box.MinX, MinLat = box.MinY, MaxLon = box.MaxX,
            MaxLat = box.MaxY,
        };
    }
}
