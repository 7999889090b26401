using System.Globalization;
using CsvHelper;
using MiniExcelLibs;

namespace CivicLoop.Platform.Tables;

/// <summary>Writes tables as XLSX, a row at a time. Texts are written as texts, so that nothing is
/// run as a formula.</summary>
internal static class SheetFile
{
    public const string ContentType =
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Rows of a sheet, the header not counted: what the format holds.</summary>
    public const int RowsMax = 1_048_575;

    /// <summary>Answers how many rows were written.</summary>
    public static int Write(
        Stream target, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var count = 0;
        target.SaveAs(Named());
        return count;

        IEnumerable<IDictionary<string, object?>> Named()
        {
            foreach (var row in rows)
            {
                count++;
                yield return Row(columns, row);
            }

            // A table without rows still tells its columns.
            if (count == 0)
            {
                yield return Row(columns, new object?[columns.Count]);
            }
        }
    }

    public static byte[] Write(
        IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        using var file = new MemoryStream();
        Write(file, columns, rows);
        return file.ToArray();
    }

    /// <summary>The same as CSV, UTF-8 with the mark that spreadsheets look for; what they would
    /// run as a formula is guarded.</summary>
    public static byte[] WriteCsv(
        IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        using var file = new MemoryStream();
        using (var csv = CsvWriter.Create(
            file,
            new CsvWriterOptions { WriteByteOrderMark = true, Injection = CsvInjection.Escape },
            leaveOpen: true))
        {
            csv.WriteHeader([.. columns]);
            foreach (var row in rows)
            {
                foreach (var value in row)
                {
                    csv.WriteField(
                        Convert.ToString(value, CultureInfo.InvariantCulture) ?? "");
                }

                csv.EndRecord();
            }
        }

        return file.ToArray();
    }

    private static Dictionary<string, object?> Row(
        IReadOnlyList<string> columns, IReadOnlyList<object?> row)
    {
        var named = new Dictionary<string, object?>(columns.Count);
        for (var i = 0; i < columns.Count; i++)
        {
            named[columns[i]] = i < row.Count ? row[i] : null;
        }

        return named;
    }
}
