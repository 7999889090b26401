using CivicLoop.Domain;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Planning;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;
using NetTopologySuite.Geometries;

namespace CivicLoop.Modules.Planning;

/// <summary>Holds what is new against the zones and writes a finding for each that it breaks. What
/// is registered is checked in the transaction that brought it, a case right after; nothing is
/// entered unseen.</summary>
internal sealed class CheckGround : INewCaseWatch
{
    /// <summary>Whose chain findings, zones and uses are journaled on.</summary>
    public static Guid Subject { get; } = new("0198a000-0000-7000-8000-000000000026");

    /// <summary>Begins the external number of a case that was opened for a finding, which is not
    /// found a second time.</summary>
    public const string CaseMark = "planning:";

    private static readonly GeometryFactory Points = new();

    // Nobody who reports waits for the answer: what may touch a zone is marked in the same
    // transaction and looked at right after.
    private const string MarkSql =
        """
        INSERT INTO planning_arrivals (case_id)
        SELECT @id WHERE EXISTS (SELECT 1 FROM planning_classes WHERE class_code = @class)
            AND EXISTS (
                SELECT 1 FROM control_zones
                WHERE min_lon <= @lon AND max_lon >= @lon AND min_lat <= @lat AND max_lat >= @lat)
        """;

    /// <summary>Marks cases of the classes the city named, but no private ones, where they lie near
    /// a zone.</summary>
    public async Task SeenAsync(WriteSession session, IReadOnlyList<Case> begun)
    {
        foreach (var row in begun.Where(row =>
            row is { Lon: not null, Lat: not null, IsPrivate: false }
            && row.ExternalId?.StartsWith(CaseMark, StringComparison.Ordinal) != true))
        {
            await session.RunLaterAsync(
                MarkSql, ("id", row.Id), ("class", row.ClassCode), ("lon", row.Lon),
                ("lat", row.Lat));
        }
    }

    /// <summary>A marked case by its position and the day of its report.</summary>
    public static async Task SeenAsync(WriteSession session, Case row, DateOnly day)
    {
        var point = Points.CreatePoint(new Coordinate(row.Lon!.Value, row.Lat!.Value));
        var zones = await ZonesAsync(session.Reads, point.EnvelopeInternal);
        foreach (var zone in PlanningRules.Broken(zones, point, day, day))
        {
            await FindAsync(session, new PlanningFinding
            {
                Id = Ids.New(row.ReportedAt), Subject = FindingSubject.Case,
                Kind = FindingKind.InsideZone, ZoneId = zone.Id, Line = zone.Line,
                Title = row.ClassCode, CaseNumber = row.Number, State = FindingState.Open,
                FoundAt = row.ReportedAt, EnteredOrg = "",
            });
        }
    }

    /// <summary>A use against all zones and the permits it names.</summary>
    public static async Task<IReadOnlyList<PlanningFinding>> SeenAsync(
        WriteSession session, LandUse use, DateTimeOffset now)
    {
        var ground = use.Ground();
        var zones = await ZonesAsync(session.Reads, ground.EnvelopeInternal);
        var found = PlanningRules.Broken(zones, ground, use.FromDay, use.ToDay)
            .Select(zone => Of(use, zone, now)).ToList();
        var number = use.PermitNumber;
        var permits = await session.Reads.Set<LandUse>()
            .Where(row => row.PermitNumber == number && row.Kind == LandUseKind.Permit)
            .ToListAsync();
        if (PlanningRules.IsBeyondPermit(use, permits))
        {
            found.Add(Of(use, null, now));
        }

        foreach (var finding in found)
        {
            await FindAsync(session, finding);
        }

        return found;
    }

    /// <summary>Zones that have just begun to hold against all uses there are. Answers how many
    /// findings they raised.</summary>
    public static async Task<int> SeenAsync(
        WriteSession session, IReadOnlyList<ControlZone> begun, DateTimeOffset now)
    {
        var raised = 0;
        foreach (var zone in begun)
        {
            var uses = await session.Reads.Set<LandUse>()
                .Where(row => row.MinLon <= zone.MaxLon && row.MaxLon >= zone.MinLon
                    && row.MinLat <= zone.MaxLat && row.MaxLat >= zone.MinLat)
                .ToListAsync();
            foreach (var use in uses.Where(use => PlanningRules.Broken(
                [zone], use.Ground(), use.FromDay, use.ToDay).Count > 0))
            {
                await FindAsync(session, Of(use, zone, now));
                raised++;
            }
        }

        return raised;
    }

    private static Task<List<ControlZone>> ZonesAsync(CityContext reads, Envelope ground)
    {
        var (west, south, east, north) =
            (ground.MinX, ground.MinY, ground.MaxX, ground.MaxY);
        return reads.Set<ControlZone>()
            .Where(row => row.MinLon <= east && row.MaxLon >= west && row.MinLat <= north
                && row.MaxLat >= south)
            .ToListAsync();
    }

    private static PlanningFinding Of(LandUse use, ControlZone? zone, DateTimeOffset now) => new()
    {
        Id = Ids.New(now),
        Subject = use.Kind switch
        {
            LandUseKind.Permit => FindingSubject.Permit,
            LandUseKind.Project => FindingSubject.Project,
            LandUseKind.TemporaryStall => FindingSubject.TemporaryStall,
        },
        Kind = zone is null ? FindingKind.BeyondPermit : FindingKind.InsideZone,
        UseId = use.Id,
        ZoneId = zone?.Id,
        Line = zone?.Line,
        Title = use.Name,
        State = FindingState.Open,
        FoundAt = now,
        EnteredOrg = use.EnteredOrg,
    };

    private static async Task FindAsync(WriteSession session, PlanningFinding finding)
    {
        await session.InsertAsync(finding);
        await SubjectJournal.AppendAsync(
            session, Subject, "system", "planning.Found",
            new
            {
                finding.Id, finding.Subject, finding.Kind, finding.UseId, finding.ZoneId,
                finding.CaseNumber,
            },
            finding.FoundAt);
    }
}
