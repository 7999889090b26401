using CivicLoop.Domain.Problems;
using NetTopologySuite.Geometries;

namespace CivicLoop.Domain.Planning;

/// <summary>A shape of a file of control zones, as it was read.</summary>
/// <param name="Line">Its number in the file.</param>
public sealed record ZoneLine(
    int Line, string Code, string? ControlLine, string NameZh, string? NameEn, Geometry? Shape);

/// <summary>What all zones of a file have in common.</summary>
/// <param name="Line">Used where a shape says none itself.</param>
public sealed record ZoneTerms(
    ControlLine? Line, DateOnly From, string BasisName, string Actor, DateTimeOffset At);

/// <summary>What a file of zones would do.</summary>
/// <param name="Added">Zones that begin to hold.</param>
/// <param name="Ended">Zones of the same codes that hold until the day before.</param>
/// <param name="Replaced">Zones of the same codes and first day that are redrawn.</param>
/// <param name="Same">Zones that are there already.</param>
public sealed record ZonePlan(
    IReadOnlyList<ControlZone> Added, IReadOnlyList<ControlZone> Ended,
    IReadOnlyList<ControlZone> Replaced, int Same, IReadOnlyList<RefusedLine> Refused)
{
    public const int CodeMax = 40;

    // What offices write in their tables.
    private static readonly Dictionary<string, ControlLine> Words = new()
    {
        ["红线"] = ControlLine.Red, ["道路红线"] = ControlLine.Red,
        ["绿线"] = ControlLine.Green, ["蓝线"] = ControlLine.Blue,
        ["紫线"] = ControlLine.Purple, ["黄线"] = ControlLine.Yellow,
    };

    /// <summary>Holds a file against the zones of the same codes; the same file twice changes
    /// nothing the second time. Errors: the first day or document is missing.</summary>
    public static Outcome<ZonePlan> Of(
        IEnumerable<ZoneLine> lines, IEnumerable<ControlZone> held, ZoneTerms terms,
        Func<Guid> newId)
    {
        if (terms.BasisName.Length is 0 or > LandUse.NameMax)
        {
            return terms.BasisName.Length == 0
                ? new Problem(ProblemCode.FieldRequired, "basisName")
                : new Problem(
                    ProblemCode.FieldTooLong, "basisName", LandUse.NameMax,
                    terms.BasisName.Length);
        }

        var byCode = held.ToLookup(zone => zone.Code);
        var seen = new HashSet<string>();
        var (added, ended) = (new List<ControlZone>(), new List<ControlZone>());
        var (replaced, refused) = (new List<ControlZone>(), new List<RefusedLine>());
        var same = 0;
        foreach (var line in lines)
        {
            if (Fault(line, terms, seen) is { } fault)
            {
                refused.Add(new RefusedLine(line.Line, fault));
                continue;
            }

            var made = Zone(line, terms, newId);
            var last = byCode[made.Code].OrderBy(zone => zone.FromDay).LastOrDefault();
            if (last is null)
            {
                added.Add(made);
            }
            else if (last.ToDay is null && IsSame(last, made))
            {
                same++;
            }
            else if (last.FromDay >= made.FromDay)
            {
                replaced.Add(made with { Id = last.Id, FromDay = last.FromDay });
            }
            else
            {
                ended.Add(last with { ToDay = made.FromDay.AddDays(-1) });
                added.Add(made);
            }
        }

        return new ZonePlan(added, ended, replaced, same, refused);
    }

    private static Problem? Fault(ZoneLine line, ZoneTerms terms, HashSet<string> seen)
    {
        if (line.Code.Length is 0 or > CodeMax)
        {
            return line.Code.Length == 0
                ? new Problem(ProblemCode.FieldRequired, "code")
                : new Problem(ProblemCode.FieldTooLong, "code", CodeMax, line.Code.Length);
        }

        if (line.NameZh.Length is 0 or > LandUse.NameMax)
        {
            return line.NameZh.Length == 0
                ? new Problem(ProblemCode.FieldRequired, "name")
                : new Problem(
                    ProblemCode.FieldTooLong, "name", LandUse.NameMax, line.NameZh.Length);
        }

        if (LineOf(line, terms) is null)
        {
            return string.IsNullOrWhiteSpace(line.ControlLine)
                ? new Problem(ProblemCode.FieldRequired, "line")
                : new Problem(ProblemCode.UnknownValue, "line", line.ControlLine);
        }

        return line.Shape is not (Polygon or MultiPolygon) || line.Shape.IsEmpty
            || !line.Shape.IsValid
            ? new Problem(ProblemCode.ZoneShapeFaulty, "shape", line.Code)
            : seen.Add(line.Code)
                ? null
                : new Problem(ProblemCode.RowRepeated, "code", line.Code);
    }

    private static ControlLine? LineOf(ZoneLine line, ZoneTerms terms)
    {
        if (line.ControlLine?.Trim() is not { Length: > 0 } word)
        {
            return terms.Line;
        }

        return Words.TryGetValue(word, out var known) ? known
            : char.IsAsciiLetter(word[0])
                && Enum.TryParse<ControlLine>(word, ignoreCase: true, out var named)
                && Enum.IsDefined(named) ? named
            : null;
    }

    private static ControlZone Zone(ZoneLine line, ZoneTerms terms, Func<Guid> newId) =>
        new ControlZone
        {
            Id = newId(),
            Code = line.Code,
            Line = LineOf(line, terms)!.Value,
            NameZh = line.NameZh,
            NameEn = string.IsNullOrWhiteSpace(line.NameEn) ? line.NameZh : line.NameEn,
            Shape = [],
            MinLon = 0,
            MinLat = 0,
            MaxLon = 0,
            MaxLat = 0,
            FromDay = terms.From,
            BasisName = terms.BasisName,
            EnteredBy = terms.Actor,
            EnteredAt = terms.At,
        }.On(line.Shape!);

    private static bool IsSame(ControlZone held, ControlZone made) =>
        held.Line == made.Line && held.NameZh == made.NameZh && held.NameEn == made.NameEn
        && held.Shape.AsSpan().SequenceEqual(made.Shape);
}
