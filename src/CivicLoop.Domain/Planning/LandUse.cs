using CivicLoop.Domain.Problems;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace CivicLoop.Domain.Planning;

/// <summary>What takes ground for a time.</summary>
public enum LandUseKind
{
    /// <summary>规划许可: allows something on a piece of ground.</summary>
    Permit,

    /// <summary>建设项目: is built.</summary>
    Project,

    /// <summary>临时摊点: stands for a time.</summary>
    TemporaryStall,
}

/// <summary>用地事项: a permit, project or temporary stall with its ground and its days.</summary>
public sealed record LandUse
{
    public const int NameMax = 120;

    public const int NumberMax = 60;

    public required Guid Id { get; init; }

    public required LandUseKind Kind { get; init; }

    /// <summary>Number of the permit: its own for a permit, the one it goes by for others; empty
    /// where there is none.</summary>
    public required string PermitNumber { get; init; }

    public required string Name { get; init; }

    /// <summary>The organisation that has it, by name; never a person.</summary>
    public required string HolderName { get; init; }

    public required byte[] Shape { get; init; }

    public required double MinLon { get; init; }

    public required double MinLat { get; init; }

    public required double MaxLon { get; init; }

    public required double MaxLat { get; init; }

    public required DateOnly FromDay { get; init; }

    /// <summary>Last day; null while no end is known, which a temporary stall may not have.
    /// </summary>
    public DateOnly? ToDay { get; init; }

    public required string EnteredBy { get; init; }

    public required string EnteredOrg { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    public Geometry Ground() => new WKBReader().Read(Shape);

    /// <summary>Why it cannot be registered; null when it can.</summary>
    public Problem? Fault()
    {
        foreach (var (field, text, max, isNeeded) in new[]
        {
            ("name", Name, NameMax, true), ("holderName", HolderName, NameMax, true),
            ("permitNumber", PermitNumber, NumberMax, Kind == LandUseKind.Permit),
        })
        {
            if ((isNeeded ? TextRule.Needed(text, field, max) : TextRule.Short(text, field, max))
                is { } unfit)
            {
                return unfit;
            }
        }

        return ToDay is null && Kind == LandUseKind.TemporaryStall
            ? new Problem(ProblemCode.FieldRequired, "to")
            : ToDay < FromDay
                ? new Problem(ProblemCode.DateRangeInvalid, "to")
            : null;
    }
}
