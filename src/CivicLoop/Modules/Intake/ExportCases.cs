using CivicLoop.Domain.Cases;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Intake;

internal enum ExportFormat
{
    Csv,
    GeoJson,
    Xlsx,
}

/// <summary>Writes cases out, one after the other from the database to the file. Never a contact;
/// private cases only where asked for.</summary>
internal sealed class ExportCases(CityDatabase database, CityHolder city, TimeProvider time)
{
    /// <summary>How many there are to write.</summary>
    public async Task<int> CountAsync(bool withPrivate, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<Case>()
            .CountAsync(row => withPrivate || !row.IsPrivate, stop);
    }

    /// <summary>Answers how many were written.</summary>
    public async Task<int> RunAsync(
        Stream target, ExportFormat format, bool withPrivate, CancellationToken stop = default)
    {
        await using var context = database.OpenContext();
        var cases = context.Set<Case>()
            .Where(row => withPrivate || !row.IsPrivate)
            .OrderBy(row => row.ReportedAt).ThenBy(row => row.Id);
        var now = time.GetUtcNow();
        if (format == ExportFormat.Xlsx)
        {
            return CaseSheet.Write(target, cases.AsEnumerable(), city.Current, now);
        }

        var rows = cases.AsAsyncEnumerable();
        return format == ExportFormat.Csv
            ? await CaseCsv.WriteAsync(target, rows, city.Current, now, stop)
            : await CaseGeoJson.WriteAsync(target, rows, city.Current, now, stop);
    }
}
