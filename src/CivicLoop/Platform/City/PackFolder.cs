using System.Globalization;
using System.Text;
using System.Text.Json;
using CivicLoop.Domain.Problems;
using CsvHelper;

namespace CivicLoop.Platform.City;

/// <summary>The files of a pack: UTF-8, JSON or CSV with a header.</summary>
internal sealed class PackFolder(string path)
{
    /// <summary>Begins the name of a file that stands beside the pack, as the catalogues do.
    /// </summary>
    public const string Beside = "../";

    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private static readonly JsonSerializerOptions Json = new(CityJson.Options)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    private readonly string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(path));

    public bool Has(string file) => File.Exists(Path.Combine(path, file));

    /// <summary>How faults name a file: <c>kunming/city.json</c>.</summary>
    public PackPlace Place(string file, string? row = null, string? field = null) =>
        new(file.StartsWith(Beside, StringComparison.Ordinal)
            ? file[Beside.Length..]
            : $"{name}/{file}", row, field);

    public T ReadJson<T>(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(ReadText(file), Json)
                ?? throw PackFault.Of(ProblemCode.FieldRequired, Place(file));
        }
        catch (JsonException fault)
        {
            // The path says which entry and field: $.classes[3].lead.
            throw PackFault.Of(
                ProblemCode.FieldInvalid,
                Place(file, $"{fault.LineNumber + 1}", fault.Path),
                fault.Message);
        }
    }

    /// <summary>The rows of a file that has at least these columns.</summary>
    public IReadOnlyList<PackRow> ReadCsv(string file, params string[] columns)
    {
        var text = ReadText(file);
        try
        {
            using var csv = CsvReader.FromText(
                text, new CsvReaderOptions { TrackLineNumbers = true });
            foreach (var column in columns.Where(column => !csv.Headers.Contains(column)))
            {
                throw PackFault.Of(ProblemCode.ColumnMissing, Place(file, "1", column), column);
            }

            var rows = new List<PackRow>();
            while (csv.Read())
            {
                rows.Add(new PackRow(
                    Place(file, csv.LineNumber.ToString(CultureInfo.InvariantCulture)),
                    columns.ToDictionary(column => column, csv.GetString)));
            }

            return rows;
        }
        catch (Exception fault) when (fault is CsvFormatException or IndexOutOfRangeException)
        {
            throw PackFault.Of(ProblemCode.FieldInvalid, Place(file), fault.Message);
        }
    }

    public string ReadText(string file)
    {
        if (!Has(file))
        {
            throw PackFault.Of(ProblemCode.FileMissing, Place(file), Place(file).File);
        }

        try
        {
            return Strict.GetString(File.ReadAllBytes(Path.Combine(path, file)));
        }
        catch (DecoderFallbackException)
        {
            throw PackFault.Of(ProblemCode.TextNotUtf8, Place(file));
        }
    }
}

/// <summary>A row of a pack's CSV file.</summary>
internal sealed record PackRow(PackPlace Place, IReadOnlyDictionary<string, string> Fields)
{
    public string Required(string field) =>
        Optional(field)
        ?? throw PackFault.Of(ProblemCode.FieldRequired, Place with { Field = field });

    public string? Optional(string field) =>
        Fields[field] is { Length: > 0 } value ? value : null;

    public double? Number(string field) =>
        Optional(field) is not { } text ? null
        : double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number
        : throw PackFault.Of(ProblemCode.FieldInvalid, Place with { Field = field }, text);

    public T Named<T>(string field)
        where T : struct, Enum
    {
        var text = Required(field);
        return Enum.TryParse<T>(text, out var value) && Enum.IsDefined(value)
            ? value
            : throw PackFault.Of(ProblemCode.UnknownValue, Place with { Field = field }, text);
    }
}
