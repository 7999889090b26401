using CivicLoop.Domain.Cases;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Participation;

/// <summary>How much is open and how much was closed lately.</summary>
/// <param name="Closed">At most <see cref="PublicCounts.CountMax"/> + 1, which means more.</param>
internal sealed record PublicCount(long Open, long Closed);

/// <summary>The numbers of the home page. What is open is added up from the map's cells; what was
/// closed is counted off its index, at most so far and once a minute.</summary>
internal sealed class PublicCounts(CityDatabase database, TimeProvider time)
{
    /// <summary>A city of eight million closes about this many a month.</summary>
    public const int CountMax = 100_000;

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private Counted? counted;

    public async Task<PublicCount> NowAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var last = Volatile.Read(ref counted);
        if (last is null || now - last.At >= Kept || now < last.At)
        {
            last = new Counted(now, await ClosedAsync(now, stop));
            Volatile.Write(ref counted, last);
        }

        return new PublicCount(await OpenAsync(stop), last.Closed);
    }

    private async Task<long> OpenAsync(CancellationToken stop)
    {
        var coarse = CaseCells.Zooms[0];
        await using var context = database.OpenContext();
        return await context.Set<CaseCell>().Where(cell => cell.Zoom == coarse)
            .SumAsync(cell => cell.OpenPublic, stop);
    }

    private async Task<long> ClosedAsync(DateTimeOffset now, CancellationToken stop)
    {
        var since = now.AddDays(-PublicFilter.RecentDays);
        await using var context = database.OpenContext();
        return await context.Set<Case>()
            .Where(row => row.ClosedAt != null && !row.IsPrivate && row.ClosedAt >= since
                && row.State == CaseState.Closed)
            .OrderByDescending(row => row.ClosedAt)
            .Take(CountMax + 1).LongCountAsync(stop);
    }

    private sealed record Counted(DateTimeOffset At, long Closed);
}
