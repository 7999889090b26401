using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Participation;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Participation;

/// <summary>Gathers the names of streets and landmarks out of the addresses of opened public cases:
/// the city's own gazetteer, without asking anybody outside.</summary>
internal sealed class GatherPlaceNames(CityDatabase database, TimeProvider time)
{
    /// <summary>How old the names may grow.</summary>
    public static readonly TimeSpan Every = TimeSpan.FromHours(12);

    // A city that has no names yet looks again soon: its first cases may have just come.
    private static readonly TimeSpan WhenEmpty = TimeSpan.FromMinutes(10);

    // The names most often used; a city of eight million has some 20,000 streets.
    private const int NamesMax = 100_000;

    // Rows of one transaction: other writers wait for it.
    private const int RowsMax = 2_000;

    /// <summary>Gathers them where it is time; answers how many there are, null where it was not.
    /// </summary>
    public async Task<int?> IfDueAsync(CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        await using var reads = database.OpenContext();
        var made = await reads.Set<PlaceNamesMade>().FirstOrDefaultAsync(stop);
        var isDue = made is null
            || now - made.MadeAt >= (made.Names == 0 ? WhenEmpty : Every);
        return isDue && await ClaimAsync(made, now, stop) ? await RunAsync(stop) : null;
    }

    /// <summary>Gathers them now; answers how many there are.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var names = await ReadAsync(stop);
        await WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("DELETE FROM place_name_parts");
                await session.ExecuteAsync("DELETE FROM place_names");
            },
            stop);
        foreach (var some in names.Chunk(RowsMax))
        {
            await WriteAsync(session => StoreAsync(session, some), stop);
        }

        var made = new PlaceNamesMade
        {
            N = 1, MadeAt = Instants.Storable(time.GetUtcNow()), Names = names.Count,
        };
        await WriteAsync(
            async session =>
            {
                if (await session.UpdateAsync(made) == 0)
                {
                    await session.InsertAsync(made);
                }
            },
            stop);
        return names.Count;
    }

    // Two nodes find it due in the same moment; the one that moves the time does the work.
    private async Task<bool> ClaimAsync(
        PlaceNamesMade? seen, DateTimeOffset now, CancellationToken stop)
    {
        if (seen is null)
        {
            return true;
        }

        var claimed = await database.WriteAsync(
            async session => (Outcome<int>)await session.ExecuteAsync(
                "UPDATE place_names_made SET made_at = @now WHERE n = 1 AND made_at = @seen",
                ("@now", now), ("@seen", seen.MadeAt)),
            stop);
        return claimed.Value == 1;
    }

    private async Task<List<(PlaceName Name, string Key)>> ReadAsync(CancellationToken stop)
    {
        var found = new Dictionary<(string Key, string? Area), Gathered>();
        await using var context = database.OpenContext();
        var rows = context.Set<Case>()
            .Where(row => row.Address != null && row.AcceptedAt != null && !row.IsPrivate
                && row.Lon != null && row.Lat != null)
            .Select(row => new
            {
                row.Address, Lon = row.Lon!.Value, Lat = row.Lat!.Value, row.CommunityCode,
                row.DistrictCode,
            })
            .AsAsyncEnumerable();
        await foreach (var row in rows.WithCancellation(stop))
        {
            if (StreetName.Of(row.Address) is not { } street)
            {
                continue;
            }

            var at = (street.Key, row.CommunityCode ?? row.DistrictCode);
            var before = found.GetValueOrDefault(at) ?? new Gathered(street.Name, 0, 0, 0);
            found[at] = before with
            {
                Lon = before.Lon + row.Lon, Lat = before.Lat + row.Lat, Cases = before.Cases + 1,
            };
        }

        return
        [
            .. found.OrderByDescending(one => one.Value.Cases)
                .ThenBy(one => one.Key.Key, StringComparer.Ordinal).Take(NamesMax)
                .Select((one, n) => (
                    new PlaceName
                    {
                        Id = n + 1,
                        Name = one.Value.Name,
                        AreaCode = one.Key.Area,
                        Lon = Math.Round(one.Value.Lon / one.Value.Cases, 6),
                        Lat = Math.Round(one.Value.Lat / one.Value.Cases, 6),
                        Cases = one.Value.Cases,
                    },
                    one.Key.Key)),
        ];
    }

    private static async Task StoreAsync(
        WriteSession session, IEnumerable<(PlaceName Name, string Key)> names)
    {
        foreach (var (name, key) in names)
        {
            await session.InsertAsync(name);
            foreach (var part in StreetName.PartsOf(key).Distinct())
            {
                await session.InsertAsync(new PlaceNamePart { Part = part, NameId = name.Id });
            }
        }
    }

    private Task<Outcome<bool>> WriteAsync(
        Func<WriteSession, Task> work, CancellationToken stop) =>
        database.WriteAsync(
            async session =>
            {
                await work(session);
                return (Outcome<bool>)true;
            },
            stop);

    private sealed record Gathered(string Name, double Lon, double Lat, int Cases);
}
