using System.Text.Json;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Intake;

/// <summary>How another system's table is read: which column holds what, and what its words mean.
/// Data of the city's pack, so that any city's file can be imported without code.</summary>
internal sealed record ImportMapping
{
    /// <summary>Stands before the other system's numbers, which are unique only with it.</summary>
    public required string Name { get; init; }

    public required ImportColumns Columns { get; init; }

    /// <summary>A .NET date format, for example <c>yyyy-MM-dd HH:mm:ss</c>.</summary>
    public required string DateFormat { get; init; }

    /// <summary>Where the zone comes from.</summary>
    public required DateZone DateZone { get; init; }

    /// <summary>What the class column holds.</summary>
    public required ClassBy ClassBy { get; init; }

    public required IReadOnlyDictionary<string, CaseSource> Sources { get; init; }

    /// <summary>Words of the unit column that name nobody: the routing rules choose.</summary>
    public required HashSet<string> UnitsUnnamed { get; init; }

    /// <summary>The other system's words for on time (true) and late (false).</summary>
    public required IReadOnlyDictionary<string, bool> Verdicts { get; init; }

    /// <summary>Area words that are not the name of one area: the names they stand for.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> AreaNames { get; init; }

    /// <summary>Area words that name no area of this city.</summary>
    public required HashSet<string> AreasUnnamed { get; init; }

    /// <summary>Positions (longitude, latitude) the other system writes where it knows none.
    /// </summary>
    public required IReadOnlyList<IReadOnlyList<double>> PositionsUnnamed { get; init; }

    /// <summary>The mapping in a file, or of the city's pack, or of our own export. Errors: the
    /// file is not there or not a mapping.</summary>
    public static Outcome<ImportMapping> Find(string? file, CityModel city)
    {
        string[] places =
        [
            Path.Combine(PackPlaces.Shipped, city.Identity.Code, "import.json"),
            OwnExport,
        ];
        var found = file ?? places.First(File.Exists);
        try
        {
            return JsonSerializer.Deserialize<ImportMapping>(
                File.ReadAllText(found), CityJson.Options)!;
        }
        catch (Exception error) when (error is IOException or JsonException)
        {
            return new Problem(ProblemCode.FieldInvalid, "mapping", error.Message);
        }
    }

    /// <summary>The mapping of the files that <c>export cases</c> writes.</summary>
    public static string OwnExport => Path.Combine(PackPlaces.Shipped, "import.json");
}

/// <summary>Names of the file's columns; null where it has none for that.</summary>
internal sealed record ImportColumns
{
    public required string Id { get; init; }

    public required string Opened { get; init; }

    public required string Class { get; init; }

    public string? Accepted { get; init; }

    public string? Dispatched { get; init; }

    public string? Due { get; init; }

    public string? Closed { get; init; }

    public string? State { get; init; }

    public string? Unit { get; init; }

    public string? Line { get; init; }

    public string? Lat { get; init; }

    public string? Lon { get; init; }

    public string? Address { get; init; }

    public string? Description { get; init; }

    public string? Source { get; init; }

    public string? Area { get; init; }

    public string? Verdict { get; init; }

    /// <summary>All that are named, with the field each is for.</summary>
    public IEnumerable<(string Field, string Column)> All()
    {
        (string Field, string? Column)[] all =
        [
            ("id", Id), ("opened", Opened), ("class", Class), ("accepted", Accepted),
            ("dispatched", Dispatched), ("due", Due), ("closed", Closed), ("state", State),
            ("unit", Unit), ("line", Line), ("lat", Lat), ("lon", Lon), ("address", Address),
            ("description", Description), ("source", Source), ("area", Area),
            ("verdict", Verdict),
        ];
        return all.Where(one => one.Column is not null).Select(one => (one.Field, one.Column!));
    }
}

internal enum DateZone
{
    /// <summary>The city's own time, not written.</summary>
    Local,

    /// <summary>Written with every time.</summary>
    Written,
}

internal enum ClassBy
{
    Code,
    NameZh,
    NameEn,
}
