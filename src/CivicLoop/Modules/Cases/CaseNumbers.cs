using System.Collections.Concurrent;
using System.Globalization;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Cases;

/// <summary>Hands out the numbers people see: district, day, running number
/// (<c>530102-20261124-00042</c>). Each program takes them from the database in blocks, so that
/// intake never queues behind one counter; a restart leaves a gap, never a double.</summary>
internal sealed class CaseNumbers(CityDatabase database, CityHolder city)
{
    // Small enough that gaps after a restart stay small, large enough to be asked for rarely.
    private const int BlockSize = 32;

    private readonly ConcurrentDictionary<string, Block> blocks = new();

    /// <summary>The next number for a case reported at an instant in a district.</summary>
    public async Task<string> NextAsync(
        string? districtCode, DateTimeOffset reportedAt, CancellationToken stop = default)
    {
        var prefix = Prefix(districtCode, reportedAt);
        var block = blocks.GetOrAdd(prefix, _ => new Block());
        await block.Gate.WaitAsync(stop);
        try
        {
            if (block.Next > block.Last)
            {
                block.Last = await ReserveAsync(prefix, stop);
                block.Next = block.Last - BlockSize + 1;
            }

            return Format(prefix, block.Next++);
        }
        finally
        {
            block.Gate.Release();
        }
    }

    public static string Format(string prefix, long n) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}-{n:D5}");

    /// <summary>The number of a split case's child: its parent's and its place among the children.
    /// </summary>
    public static string Child(string parentNumber, int n) =>
        string.Create(CultureInfo.InvariantCulture, $"{parentNumber}-{n}");

    /// <summary>The part before the running number; the day is the city's own.</summary>
    public string Prefix(string? districtCode, DateTimeOffset reportedAt)
    {
        var local = TimeZoneInfo.ConvertTime(reportedAt, city.Current.TimeZone);
        var place = city.Current.NumberPlace(districtCode);
        return string.Create(CultureInfo.InvariantCulture, $"{place}-{local:yyyyMMdd}");
    }

    /// <summary>Takes many numbers at once inside a transaction already open; answers the last.
    /// </summary>
    public static async Task<long> ReserveAsync(WriteSession session, string prefix, int count) =>
        Convert.ToInt64(
            await session.ScalarAsync(
                """
                INSERT INTO case_numbers (prefix, last) VALUES (@prefix, @size)
                ON CONFLICT (prefix) DO UPDATE SET last = case_numbers.last + @size
                RETURNING last
                """,
                ("@prefix", prefix), ("@size", count)),
            CultureInfo.InvariantCulture);

    private async Task<long> ReserveAsync(string prefix, CancellationToken stop)
    {
        var outcome = await database.WriteAsync(
            async session => (Outcome<long>)await ReserveAsync(session, prefix, BlockSize), stop);
        return outcome.Value;
    }

    private sealed class Block
    {
        public SemaphoreSlim Gate { get; } = new(1, 1);

        public long Next { get; set; } = 1;

        public long Last { get; set; }
    }
}
