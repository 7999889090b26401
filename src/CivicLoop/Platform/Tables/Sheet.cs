using System.Globalization;
using System.Text;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Files;
using CsvHelper;
using MiniExcelLibs;

namespace CivicLoop.Platform.Tables;

/// <summary>A row of a sheet by the names of its columns.</summary>
/// <param name="Line">Its number in the file, as a spreadsheet shows it.</param>
internal sealed record SheetRow(int Line, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>Trimmed; null where the cell is empty or the column missing.</summary>
    public string? this[string column] =>
        Cells.TryGetValue(column, out var text) && !string.IsNullOrWhiteSpace(text)
            ? text.Trim()
            : null;
}

/// <summary>A table somebody made in an office: the first sheet of an XLSX file, or CSV.</summary>
/// <param name="Columns">Headers as this program spells them.</param>
internal sealed record Sheet(IReadOnlyList<string> Columns, IReadOnlyList<SheetRow> Rows)
{
    /// <summary>More rows are several files: somebody has to look at them.</summary>
    public const int RowsMax = 20_000;

    private const int ColumnsMax = 60;
    private const int CellMax = 2_000;

    /// <summary>Names of the sheets of a workbook; none of what is no workbook.</summary>
    public static IReadOnlyList<string> Names(byte[] file)
    {
        if (!ZipLimits.IsZip(file) || ZipLimits.Refuse(file) is not null)
        {
            return [];
        }

        try
        {
            using var stream = new MemoryStream(file);
            return stream.GetSheetNames();
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Reading its rows will say what is wrong with it.
            return [];
        }
    }

    /// <summary>Reads a file. Errors: it cannot be read, has no row, too many, or lacks a needed
    /// column.</summary>
    /// <param name="known">Columns by name, each with the other names it may have.</param>
    public static Outcome<Sheet> Read(
        byte[] file, IReadOnlyDictionary<string, string[]> known, params string[] needed) =>
        ReadSheet(file, name: null, known, needed);

    /// <summary>Reads one sheet of a workbook; null for the first.</summary>
    public static Outcome<Sheet> ReadSheet(
        byte[] file, string? name, IReadOnlyDictionary<string, string[]> known,
        params string[] needed)
    {
        if (ZipLimits.IsZip(file) && ZipLimits.Refuse(file) is { } refused)
        {
            return refused;
        }

        List<IReadOnlyList<string>> lines;
        try
        {
            lines = (ZipLimits.IsZip(file) ? Excel(file, name) : Csv(file))
                .Take(RowsMax + 2).ToList();
        }
        catch (DecoderFallbackException)
        {
            return new Problem(ProblemCode.TextNotUtf8, "file");
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // Whatever a broken spreadsheet breaks in its reader, the reader of the page needs one
            // answer: this file cannot be read.
            return new Problem(ProblemCode.FileUnreadable, "file", fault.Message);
        }

        return lines.Count == 0
            ? new Problem(ProblemCode.FileEmpty, "file")
            : lines.Count > RowsMax + 1
                ? new Problem(ProblemCode.LimitTooLarge, "file", RowsMax)
                : Name(lines, known, needed);
    }

    private static Outcome<Sheet> Name(
        List<IReadOnlyList<string>> lines, IReadOnlyDictionary<string, string[]> known,
        string[] needed)
    {
        var columns = lines[0].Take(ColumnsMax).Select(header => Spell(header, known)).ToList();
        foreach (var column in needed.Where(column => !columns.Contains(column)))
        {
            return new Problem(ProblemCode.ColumnMissing, "file", column);
        }

        var rows = new List<SheetRow>();
        for (var n = 1; n < lines.Count; n++)
        {
            if (lines[n].All(string.IsNullOrWhiteSpace))
            {
                continue;
            }

            var cells = new Dictionary<string, string>();
            for (var i = 0; i < Math.Min(columns.Count, lines[n].Count); i++)
            {
                var text = lines[n][i];
                cells.TryAdd(columns[i], text.Length > CellMax ? text[..CellMax] : text);
            }

            rows.Add(new SheetRow(n + 1, cells));
        }

        return rows.Count == 0
            ? new Problem(ProblemCode.FileEmpty, "file")
            : new Sheet(columns, rows);
    }

    private static string Spell(string header, IReadOnlyDictionary<string, string[]> known)
    {
        var word = header.Trim().TrimEnd('*').Trim();
        return known.FirstOrDefault(one =>
            string.Equals(one.Key, word, StringComparison.OrdinalIgnoreCase)
            || one.Value.Contains(word, StringComparer.OrdinalIgnoreCase)).Key ?? word;
    }

    private static IEnumerable<IReadOnlyList<string>> Excel(byte[] file, string? name)
    {
        using var stream = new MemoryStream(file);
        foreach (IDictionary<string, object?> row in stream.Query(
            sheetName: name, excelType: ExcelType.XLSX))
        {
            yield return [.. row.Values.Take(ColumnsMax).Select(Text)];
        }
    }

    private static IEnumerable<IReadOnlyList<string>> Csv(byte[] file)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file);
        using var csv = CsvReader.FromText(text.TrimStart('\uFEFF'), new CsvReaderOptions());
        yield return [.. csv.Headers];
        while (csv.Read())
        {
            var row = new string[csv.FieldCount];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = csv.GetString(i);
            }

            yield return row;
        }
    }

    // A spreadsheet makes a number of a code; it is wanted back as it was typed.
    private static string Text(object? value) => value switch
    {
        null => "",
        double number when Math.Abs(number) < 1e15 =>
            ((decimal)number).ToString("0.##########", CultureInfo.InvariantCulture),
        DateTime day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        bool truth => truth ? "true" : "false",
        IFormattable some => some.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
