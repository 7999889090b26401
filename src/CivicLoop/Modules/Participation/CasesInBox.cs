using System.Globalization;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Places;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Participation;

/// <summary>Narrows public cases to a box of the map at a bounded cost. A box of few cases is read
/// by the indexes of cells, however old they are; in a box of many, the newest of all that fit are
/// looked through until their number is reached, and the page says so.</summary>
internal sealed class CasesInBox(CityDatabase database)
{
    /// <summary>A box of more is not read whole.</summary>
    public const int FewMax = 2_000;

    /// <summary>Newest cases looked through for a box of many.</summary>
    public const int NewestMax = 20_000;

    // Ranges hold some cases beside the box.
    private const int ReadMax = 2 * FewMax;

    private const int RangesMax = 8;

    /// <summary>Numbers of the public cases in the box, open or ended as the filter's state asks;
    /// null where they are too many.</summary>
    public async Task<IReadOnlyList<string>?> FewAsync(
        GeoBox box, PublicFilter filter, CancellationToken stop)
    {
        await using var connection = await database.OpenReadAsync(stop);
        await using var command = connection.CreateCommand();
        command.CommandText = Sql(CellKey.RangesOf(box, RangesMax), filter.State);
        await using var rows = await command.ExecuteReaderAsync(stop);
        var found = new List<string>();
        for (var read = 0; await rows.ReadAsync(stop); read++)
        {
            if (read == ReadMax || found.Count == FewMax)
            {
                return null;
            }

            if (box.Contains(rows.GetDouble(1), rows.GetDouble(2)))
            {
                found.Add(rows.GetString(0));
            }
        }

        return found;
    }

    /// <param name="cases">Already filtered.</param>
    /// <param name="few">As <see cref="FewAsync"/> answered for the same box.</param>
    public static IQueryable<Case> Narrow(
        IQueryable<Case> cases, GeoBox box, IReadOnlyList<string>? few)
    {
        if (few is not null)
        {
            return cases.Where(row => few.Contains(row.Number));
        }

        var (west, south, east, north) = (box.MinLon, box.MinLat, box.MaxLon, box.MaxLat);
        return cases.OrderByDescending(row => row.ReportedAt).ThenByDescending(row => row.Id)
            .Take(NewestMax)
            .Where(row => row.Lon >= west && row.Lon <= east && row.Lat >= south
                && row.Lat <= north);
    }

    /// <summary>A select per range and kind, because a database asked for several at once may
    /// think that reading everything is quicker.</summary>
    internal static string Sql(IReadOnlyList<(long From, long To)> ranges, string state)
    {
        var kinds = state switch
        {
            "open" or "overdue" => new[] { "is_open" },
            "all" => ["is_open", "NOT is_open"],
            _ => ["NOT is_open"],
        };
        return string.Join("\nUNION ALL\n", kinds.SelectMany(kind => ranges.Select(range =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                SELECT number, lon, lat FROM cases
                WHERE {kind} AND NOT is_private AND cell_key BETWEEN {range.From} AND {range.To}
                """)))) + string.Create(CultureInfo.InvariantCulture, $"\nLIMIT {ReadMax + 1}");
    }
}
