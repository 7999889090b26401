using CsvHelper;

namespace CivicLoop.Modules.Intake;

/// <summary>A row's texts by their meaning; empty texts are null.</summary>
internal sealed record ImportRow(long Line, IReadOnlyList<string> Fields)
{
    public string? Id { get; init; }

    public string? Opened { get; init; }

    public string? Class { get; init; }

    public string? Accepted { get; init; }

    public string? Dispatched { get; init; }

    public string? Due { get; init; }

    public string? Closed { get; init; }

    public string? State { get; init; }

    public string? Unit { get; init; }

    public string? LineOrg { get; init; }

    public string? Lat { get; init; }

    public string? Lon { get; init; }

    public string? Address { get; init; }

    public string? Description { get; init; }

    public string? Source { get; init; }

    public string? Area { get; init; }

    public string? Verdict { get; init; }
}

/// <summary>Takes rows out of a file by the mapping's columns.</summary>
internal sealed class ImportRowReader
{
    private readonly CsvReader csv;
    private readonly Dictionary<string, int> places;

    public ImportRowReader(CsvReader csv, ImportMapping mapping)
    {
        this.csv = csv;
        places = mapping.Columns.All().ToDictionary(
            one => one.Field, one => csv.GetFieldIndex(one.Column));
        Width = csv.Headers.Count;
    }

    /// <summary>Columns of the header.</summary>
    public int Width { get; }

    public ImportRow Read()
    {
        var fields = new string[Math.Min(csv.FieldCount, Width)];
        for (var n = 0; n < fields.Length; n++)
        {
            fields[n] = csv.GetString(n);
        }

        return new ImportRow(csv.LineNumber, fields)
        {
            Id = Text(fields, "id"),
            Opened = Text(fields, "opened"),
            Class = Text(fields, "class"),
            Accepted = Text(fields, "accepted"),
            Dispatched = Text(fields, "dispatched"),
            Due = Text(fields, "due"),
            Closed = Text(fields, "closed"),
            State = Text(fields, "state"),
            Unit = Text(fields, "unit"),
            LineOrg = Text(fields, "line"),
            Lat = Text(fields, "lat"),
            Lon = Text(fields, "lon"),
            Address = Text(fields, "address"),
            Description = Text(fields, "description"),
            Source = Text(fields, "source"),
            Area = Text(fields, "area"),
            Verdict = Text(fields, "verdict"),
        };
    }

    private string? Text(string[] fields, string field) =>
        places.TryGetValue(field, out var n) && n < fields.Length && fields[n].Length > 0
            ? Unguarded(fields[n])
            : null;

    // An export guards texts that a spreadsheet would run as a formula.
    private static string Unguarded(string text) =>
        text.Length > 1 && text[0] == CaseCsv.FormulaGuard
            && CaseCsv.FormulaBegins.Contains(text[1], StringComparison.Ordinal)
                ? text[1..]
                : text;
}
