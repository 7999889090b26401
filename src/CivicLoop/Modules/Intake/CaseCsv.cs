using CivicLoop.Domain.Cases;
using CivicLoop.Platform.City;
using CsvHelper;

namespace CivicLoop.Modules.Intake;

/// <summary>Cases as CSV, UTF-8 with the mark that spreadsheets look for.</summary>
internal static class CaseCsv
{
    /// <summary>Put before a text that a spreadsheet would run as a formula.</summary>
    public const char FormulaGuard = '\'';

    public const string FormulaBegins = "=@+-\t\r";

    // Little enough to hold, much enough that writing is not the slow part.
    private const int FlushRows = 500;

    public static async Task<int> WriteAsync(
        Stream target, IAsyncEnumerable<Case> rows, CityModel city, DateTimeOffset now,
        CancellationToken stop)
    {
        await using var csv = CsvWriter.Create(
            target,
            new CsvWriterOptions { WriteByteOrderMark = true, Injection = CsvInjection.Escape },
            leaveOpen: true);
        csv.WriteHeader([.. CaseColumns.Names]);
        var count = 0;
        await foreach (var row in rows.WithCancellation(stop))
        {
            foreach (var value in CaseColumns.Of(row, city, now))
            {
                Write(csv, value);
            }

            csv.EndRecord();
            count++;
            if (count % FlushRows == 0)
            {
                await csv.FlushAsync(stop);
            }
        }

        return count;
    }

    private static void Write(CsvWriter csv, object? value)
    {
        switch (value)
        {
            case double number:
                csv.WriteField(number, "R");
                break;
            case int number:
                csv.WriteField(number, "D");
                break;
            case bool truth:
                csv.WriteField(truth ? "true" : "false");
                break;
            default:
                csv.WriteField((string?)value ?? "");
                break;
        }
    }
}
