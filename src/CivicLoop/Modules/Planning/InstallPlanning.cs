using CivicLoop.Domain;
using CivicLoop.Domain.Planning;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using NetTopologySuite.Geometries;

namespace CivicLoop.Modules.Planning;

/// <summary>Gives a new city the zones, uses and watched classes of its pack; what does not fit is
/// found as it would be on any day.</summary>
internal sealed class InstallPlanning : IPackInstaller
{
    private const string Actor = "system";

    private static readonly GeometryFactory Shapes = new();

    public async Task InstallAsync(WriteSession session, Pack pack, DateTimeOffset now)
    {
        if (pack.Planning is not { } plan)
        {
            return;
        }

        foreach (var code in plan.Classes)
        {
            await session.InsertAsync(new PlanningClass(code));
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(pack.Identity.TimeZone);
        var today = CityDay.Of(now, zone);
        var terms = new ZoneTerms(null, today.AddDays(-plan.DaysHeld), plan.BasisName, Actor, now);
        var lines = plan.Zones.Select((one, index) => new ZoneLine(
            index + 1, one.Code, one.Line.ToString(), one.Name.Zh, one.Name.En,
            Shapes.ToGeometry(new Envelope(one.West, one.East, one.South, one.North))));
        foreach (var made in ZonePlan.Of(lines, [], terms, () => Ids.New(now)).Value.Added)
        {
            await session.InsertAsync(made);
        }

        foreach (var one in plan.Uses)
        {
            var ground = Shapes.ToGeometry(new Envelope(one.West, one.East, one.South, one.North));
            var box = ground.EnvelopeInternal;
            await RegisterUse.StoreAsync(session, new LandUse
            {
                Id = Ids.New(now),
                Kind = one.Kind,
                PermitNumber = one.PermitNumber,
                Name = one.Name,
                HolderName = one.HolderName,
                Shape = ground.AsBinary(),
                MinLon = box.MinX,
                MinLat = box.MinY,
                MaxLon = box.MaxX,
                MaxLat = box.MaxY,
                FromDay = today.AddDays(one.FromInDays),
                ToDay = today.AddDays(one.ToInDays),
                EnteredBy = Actor,
                EnteredOrg = one.Organization,
                EnteredAt = now,
            });
        }
    }
}
