using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Bulletins;

/// <summary>Fills the blocks of a bulletin with what the evaluation counts. Each period is counted
/// once, however many blocks show it.</summary>
internal sealed class FillBulletin(
    ReadEvaluation evaluation, BulletinPictures pictures, CityDatabase database, CityHolder city,
    TimeProvider time)
{
    // A page of units; more are in the evaluation.
    private const int UnitsShown = 20;

    // The longest waiting of each unit are named.
    private const int CasesNamed = 3;

    // Cases read for them; a unit with many would hide the others beyond this.
    private const int CasesRead = 400;

    /// <summary>The blocks with figures of this moment. Pictures somebody chose stay.</summary>
    public async Task<IReadOnlyList<BulletinBlock>> RunAsync(
        BulletinKind kind, BulletinPeriod period, IReadOnlyList<BulletinBlock> blocks,
        CancellationToken stop)
    {
        var filled = new List<BulletinBlock>();
        foreach (var block in await CountAsync(kind, period, blocks, UnitsShown, stop))
        {
            filled.Add(block.Kind switch
            {
                BlockKind.Pictures when block.Pairs.Count == 0 => block with
                {
                    Pairs = await pictures.ProposeAsync(period, stop),
                },
                BlockKind.Overdue => block with
                {
                    Rows = await NamedAsync(block.Rows, period, stop),
                },
                _ => block,
            });
        }

        return filled;
    }

    /// <summary>The figures as they are now, to be held against those taken.</summary>
    public Task<IReadOnlyList<BulletinBlock>> LiveAsync(
        Bulletin bulletin, CancellationToken stop) =>
        CountAsync(
            bulletin.Kind, new BulletinPeriod(bulletin.FirstDay, bulletin.LastDay),
            BulletinText.Read(bulletin.Blocks), int.MaxValue, stop);

    private async Task<IReadOnlyList<BulletinBlock>> CountAsync(
        BulletinKind kind, BulletinPeriod period, IReadOnlyList<BulletinBlock> blocks,
        int unitsMax, CancellationToken stop)
    {
        var counted = new Dictionary<(Grouping, BulletinPeriod), IReadOnlyList<Tally>>();
        async Task<IReadOnlyList<Tally>> TalliesAsync(Grouping by, BulletinPeriod of)
        {
            if (!counted.TryGetValue((by, of), out var found))
            {
                counted[(by, of)] = found = await evaluation.TalliesAsync(
                    by, of.FirstDay, of.LastDay, stop);
            }

            return found;
        }

        async Task<Tally> CityAsync(BulletinPeriod of) =>
            ReadEvaluation.Sum(await TalliesAsync(Grouping.District, of));

        var filled = new List<BulletinBlock>();
        foreach (var block in blocks)
        {
            IReadOnlyList<BulletinRow> rows = block.Kind switch
            {
                BlockKind.Figures =>
                [
                    BulletinFigures.City(
                        period, await CityAsync(period), await CityAsync(period.Before(kind))),
                ],
                BlockKind.Districts => BulletinFigures.Ranked(
                    period, await TalliesAsync(Grouping.District, period)),
                BlockKind.Departments => BulletinFigures.Ranked(
                    period, await TalliesAsync(Grouping.Department, period)),
                BlockKind.Trend => await TrendAsync(kind, period, CityAsync),
                BlockKind.Overdue => BulletinFigures.Overdue(
                    period, await TalliesAsync(Grouping.Unit, period), unitsMax),
                BlockKind.Words or BlockKind.Pictures => [],
            };
            filled.Add(block with { Rows = rows });
        }

        return filled;
    }

    private static async Task<IReadOnlyList<BulletinRow>> TrendAsync(
        BulletinKind kind, BulletinPeriod period, Func<BulletinPeriod, Task<Tally>> cityAsync)
    {
        var rows = new List<BulletinRow>();
        foreach (var slice in period.Slices(kind))
        {
            rows.Add(BulletinFigures.Slice(slice, await cityAsync(slice)));
        }

        return rows;
    }

    // Still open, and past the limit by the period's end: what the count counts and anybody may
    // see.
    private async Task<IReadOnlyList<BulletinRow>> NamedAsync(
        IReadOnlyList<BulletinRow> rows, BulletinPeriod period, CancellationToken stop)
    {
        var (end, now) = (city.Current.BeginOf(period.LastDay.AddDays(1)), time.GetUtcNow());
        end = end < now ? end : now;
        var units = rows.Select(row => row.Key).ToList();
        await using var context = database.OpenContext();
        var cases = (await context.Set<Case>()
                .Where(row => row.IsOpen && units.Contains(row.UnitOrg!) && !row.IsPrivate
                    && row.AcceptedAt != null && row.Territory.DueAt < end)
                .OrderBy(row => row.Territory.DueAt).ThenBy(row => row.Id).Take(CasesRead)
                .Select(row => new { Unit = row.UnitOrg!, row.Number }).ToListAsync(stop))
            .ToLookup(row => row.Unit, row => row.Number);
        return [.. rows.Select(row => row with
        {
            Cases = [.. cases[row.Key].Take(CasesNamed)],
        })];
    }
}
