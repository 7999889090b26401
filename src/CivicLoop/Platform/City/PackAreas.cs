using System.Text.Json;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using NetTopologySuite.Features;
using NetTopologySuite.IO.Converters;

namespace CivicLoop.Platform.City;

/// <summary>Makes the areas of a pack: drawn from the code tree, or read from GeoJSON.</summary>
internal static class PackAreas
{
    private const string Divisions = "divisions.csv";
    private const string Zones = "zones.json";
    private const string Shapes = "areas.geojson";

    private static readonly JsonSerializerOptions GeoJson = new()
    {
        Converters = { new GeoJsonConverterFactory() },
    };

    public static IReadOnlyList<Area> Read(PackFolder folder, CityFile city) =>
        city.Map.Kind switch
        {
            "schematic" => Schematic(folder, city.Map),
            "areas" => Real(folder, city),
            var kind => throw PackFault.Of(
                ProblemCode.UnknownValue, folder.Place("city.json", field: "map.kind"), kind),
        };

    private static List<Area> Schematic(PackFolder folder, MapFile map)
    {
        var plan = new SchematicPlan(
            map.Frame ?? throw PackFault.Of(
                ProblemCode.FieldRequired, folder.Place("city.json", field: "map.frame")),
            map.GridDistricts ?? [],
            map.CellsAcross);
        var areas = Draw(folder, ReadDivisions(folder), plan).ToDictionary(area => area.Code);
        if (folder.Has(Zones))
        {
            foreach (var zone in folder.ReadJson<ZonesFile>(Zones).Zones)
            {
                var place = folder.Place(Zones, zone.Code, "members");
                foreach (var member in zone.Members.Where(code => !areas.ContainsKey(code)))
                {
                    throw PackFault.Of(ProblemCode.UnknownValue, place, member);
                }

                if (!areas.TryAdd(zone.Code, SchematicMap.Join(zone, areas)))
                {
                    throw PackFault.Of(
                        ProblemCode.AlreadyExists, place with { Field = "code" }, zone.Code);
                }
            }
        }

        return [.. areas.Values];
    }

    private static IReadOnlyList<Area> Draw(
        PackFolder folder, IEnumerable<Division> divisions, SchematicPlan plan)
    {
        try
        {
            return SchematicMap.Generate(divisions, plan);
        }
        catch (ArgumentException fault)
        {
            throw PackFault.Of(
                ProblemCode.FieldInvalid, folder.Place(Divisions, field: "code"), fault.Message);
        }
    }

    private static List<Division> ReadDivisions(PackFolder folder)
    {
        var divisions = new List<Division>();
        var known = new HashSet<string>();
        foreach (var row in folder.ReadCsv(
            Divisions, "code", "name_zh", "name_en", "toward_lon", "toward_lat"))
        {
            var code = row.Required("code");
            var place = row.Place with { Field = "code" };
            if (!DivisionCode.TryParse(code, out var division))
            {
                throw PackFault.Of(ProblemCode.FieldInvalid, place, code);
            }

            if (!known.Add(code))
            {
                throw PackFault.Of(ProblemCode.AlreadyExists, place, code);
            }

            if (division.Parent is { } parent && !known.Contains(parent.Value))
            {
                throw PackFault.Of(ProblemCode.UnknownValue, place, parent.Value);
            }

            divisions.Add(new Division(
                code, row.Required("name_zh"), row.Required("name_en"),
                row.Number("toward_lon") is { } lon && row.Number("toward_lat") is { } lat
                    ? new GeoPoint(lon, lat)
                    : null));
        }

        return divisions;
    }

    // The city itself has no shape of its own: it is what its neighborhoods cover.
    private static List<Area> Real(PackFolder folder, CityFile city)
    {
        var areas = new List<Area>
        {
            new(city.Code, AreaKind.City, city.Name.Zh, city.Name.En, null, false, null),
        };
        var known = new HashSet<string> { city.Code };
        var n = 0;
        foreach (var feature in ReadFeatures(folder))
        {
            n++;
            var code = Property(folder, feature, n, "id");
            var name = Property(folder, feature, n, "name");
            if (!known.Add(code))
            {
                throw PackFault.Of(
                    ProblemCode.AlreadyExists, folder.Place(Shapes, $"{n}", "id"), code);
            }

            if (feature.Geometry is not NetTopologySuite.Geometries.IPolygonal)
            {
                throw PackFault.Of(
                    ProblemCode.FieldInvalid, folder.Place(Shapes, code, "geometry"),
                    feature.Geometry?.GeometryType ?? "null");
            }

            areas.Add(new Area(
                code, AreaKind.Neighborhood,
                feature.Attributes.GetOptionalValue("nameZh") as string ?? name, name,
                city.Code, false, feature.Geometry.AsBinary()));
        }

        return areas;
    }

    private static FeatureCollection ReadFeatures(PackFolder folder)
    {
        try
        {
            return JsonSerializer.Deserialize<FeatureCollection>(folder.ReadText(Shapes), GeoJson)!;
        }
        catch (JsonException fault)
        {
            throw PackFault.Of(
                ProblemCode.FieldInvalid,
                folder.Place(Shapes, $"{fault.LineNumber + 1}", fault.Path),
                fault.Message);
        }
    }

    private static string Property(PackFolder folder, IFeature feature, int n, string field) =>
        feature.Attributes?.GetOptionalValue(field)?.ToString() is { Length: > 0 } value
            ? value
            : throw PackFault.Of(
                ProblemCode.FieldRequired, folder.Place(Shapes, $"{n}", field));
}
