using System.Text.Json;
using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Planning;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Web;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.Converters;

using Coordinates = CivicLoop.Domain.Places.Coordinates;

namespace CivicLoop.Modules.Planning;

/// <summary>A permit, project or stall as a form or a program sends it.</summary>
internal sealed record UseInput
{
    public string? Kind { get; init; }

    public string? PermitNumber { get; init; }

    public string? Name { get; init; }

    public string? HolderName { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public string? Lat { get; init; }

    public string? Lon { get; init; }

    public string? System { get; init; }

    /// <summary>A geometry as GeoJSON, in WGS-84; empty where the point is enough.</summary>
    public string? Shape { get; init; }
}

/// <summary>A use as it was registered, with what does not fit.</summary>
internal sealed record RegisteredUse(LandUse Use, IReadOnlyList<PlanningFinding> Findings);

/// <summary>Registers permits, projects and temporary stalls; each is held against zones and
/// permits in the same write. Page and API come through here.</summary>
internal sealed class RegisterUse(CityDatabase database, CityHolder city, TimeProvider time)
{
    private const int ShapeMax = 200_000;

    private static readonly GeometryFactory Points = new();

    private static readonly JsonSerializerOptions GeoJson = new()
    {
        Converters = { new GeoJsonConverterFactory() },
    };

    /// <summary>Errors: the caller may not; a field is missing or wrong; it lies outside the city.
    /// </summary>
    public async Task<Outcome<RegisteredUse>> RunAsync(
        UseInput input, Caller caller, CancellationToken stop = default)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.PlanningEdit))
            is { } refused)
        {
            return refused;
        }

        var now = Instants.Storable(time.GetUtcNow());
        if (!Read(input, caller, now).Try(out var use, out var fault))
        {
            return fault;
        }

        return await database.WriteAsync(
            async session => (Outcome<RegisteredUse>)new RegisteredUse(
                use, await StoreAsync(session, use)),
            stop);
    }

    /// <summary>Writes a use and what does not fit.</summary>
    public static async Task<IReadOnlyList<PlanningFinding>> StoreAsync(
        WriteSession session, LandUse use)
    {
        await session.InsertAsync(use);
        await SubjectJournal.AppendAsync(
            session, CheckGround.Subject, use.EnteredBy, "use.Registered",
            new { use.Id, use.Kind, use.FromDay, use.ToDay, byOrg = use.EnteredOrg },
            use.EnteredAt);
        return await CheckGround.SeenAsync(session, use, use.EnteredAt);
    }

    /// <summary>What was typed as a use; stores nothing.</summary>
    public Outcome<LandUse> Read(UseInput input, Caller caller, DateTimeOffset now)
    {
        if (!char.IsAsciiLetter((input.Kind ?? " ").FirstOrDefault())
            || !Enum.TryParse<LandUseKind>(input.Kind, ignoreCase: true, out var kind)
            || !Enum.IsDefined(kind))
        {
            return new Problem(ProblemCode.UnknownValue, "kind", input.Kind ?? "");
        }

        if (!TypedDay.Need(input.From, "from").Try(out var from, out var fault))
        {
            return fault;
        }

        DateOnly? to = null;
        if (!string.IsNullOrWhiteSpace(input.To))
        {
            if (!TypedDay.Need(input.To, "to").Try(out var last, out fault))
            {
                return fault;
            }

            to = last;
        }

        if (!Ground(input).Try(out var ground, out fault))
        {
            return fault;
        }

        var box = ground.EnvelopeInternal;
        var use = new LandUse
        {
            Id = Ids.New(now),
            Kind = kind,
            PermitNumber = input.PermitNumber?.Trim() ?? "",
            Name = input.Name?.Trim() ?? "",
            HolderName = input.HolderName?.Trim() ?? "",
            Shape = ground.AsBinary(),
            MinLon = box.MinX,
            MinLat = box.MinY,
            MaxLon = box.MaxX,
            MaxLat = box.MaxY,
            FromDay = from,
            ToDay = to,
            EnteredBy = caller.Actor,
            EnteredOrg = caller.OrganizationCode!,
            EnteredAt = now,
        };
        return use.Fault() is { } wrong ? wrong : use;
    }

    private Outcome<Geometry> Ground(UseInput input)
    {
        if (!(string.IsNullOrWhiteSpace(input.Shape) ? Point(input) : Drawn(input.Shape))
            .Try(out var ground, out var fault))
        {
            return fault;
        }

        var centre = ground.Centroid;
        return city.Current.Areas.Locate(centre.X, centre.Y).IsInside
            ? ground
            : new Problem(
                ProblemCode.PositionOutsideCity, "lat", centre.Y, centre.X,
                city.Current.Identity.Name);
    }

    private static Outcome<Geometry> Point(UseInput input)
    {
        if (!TypedNumber.Read(input.Lat, "lat").Try(out var lat, out var bad)
            || !TypedNumber.Read(input.Lon, "lon").Try(out var lon, out bad)
            || !CoordinateSystemNames.Read(input.System, "system").Try(out var system, out bad))
        {
            return bad;
        }

        if (lat.Value is not { } north || lon.Value is not { } east)
        {
            return new Problem(
                ProblemCode.FieldRequired, lat.Value is null ? "lat" : "lon");
        }

        var at = Coordinates.ToWgs84(new GeoPoint(east, north), system);
        return Points.CreatePoint(new Coordinate(at.Lon, at.Lat));
    }

    private static Outcome<Geometry> Drawn(string text)
    {
        if (text.Length > ShapeMax)
        {
            return new Problem(ProblemCode.FieldTooLong, "shape", ShapeMax, text.Length);
        }

        try
        {
            var shape = JsonSerializer.Deserialize<Geometry>(text, GeoJson);
            return shape is { IsEmpty: false, IsValid: true }
                ? shape
                : new Problem(ProblemCode.ZoneShapeFaulty, "shape", shape?.GeometryType ?? "");
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            return new Problem(ProblemCode.ZoneShapeFaulty, "shape", fault.Message);
        }
    }
}
