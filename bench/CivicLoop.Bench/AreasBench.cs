using System.Diagnostics;
using CivicLoop.Domain;
using CivicLoop.Domain.Journal;
using CivicLoop.Domain.Simulation;
using CivicLoop.Platform.City;
using CivicLoop.Domain.Places;

namespace CivicLoop.Bench;

/// <summary>The two pure computations everything waits for: which areas a point lies in, on real
/// polygons, and the hash of a journal entry. One thread.</summary>
internal static class AreasBench
{
    private const int Points = 2_000_000;
    private const int PointsPerSecondMin = 500_000;
    private const int Hashes = 500_000;

    public static Task RunAsync(BenchRun run)
    {
        Console.WriteLine("Points to areas, journal hashes");
        var areas = new AreaIndex(
            PackReader.Read(PackPlaces.Find("boston").Value).Value.Areas);
        var box = areas.Bounds!.Value;
        var draws = new SeededDraws(1, 1);
        var points = Enumerable.Range(0, 100_000)
            .Select(_ => (
                Lon: draws.Between(box.MinLon, box.MaxLon),
                Lat: draws.Between(box.MinLat, box.MaxLat)))
            .ToArray();
        var inside = Locate(areas, points, points.Length);
        run.Tell(
            "points inside the city",
            $"{100.0 * inside / points.Length:0} % of {points.Length:N0} drawn from its box");
        var clock = Stopwatch.StartNew();
        Locate(areas, points, Points);
        run.Hold(
            "points to areas a second, Boston's polygons",
            Points / clock.Elapsed.TotalSeconds, PointsPerSecondMin);
        run.Tell("journal hashes a second", BenchRun.Number(HashesPerSecond()));
        return Task.CompletedTask;
    }

    private static int Locate(AreaIndex areas, (double Lon, double Lat)[] points, int count)
    {
        var inside = 0;
        for (var n = 0; n < count; n++)
        {
            var (lon, lat) = points[n % points.Length];
            inside += areas.Locate(lon, lat).IsInside ? 1 : 0;
        }

        return inside;
    }

    private static double HashesPerSecond()
    {
        var at = TimeProvider.System.GetUtcNow();
        var body = "{\"command\":\"Report\",\"to\":\"Reported\",\"class\":\"0101\","
            + "\"place\":\"530102001001\",\"unit\":\"kmg-cg\",\"rule\":\"class-0101\"}";
        var entry = new JournalEntry(Ids.New(at), 1, at, "resident", "case.Report", body);
        byte[] head = JournalHash.Of(entry, ChainHead.Empty.Hash, JournalHash.Sha256);
        for (var n = 0; n < Hashes / 10; n++)
        {
            head = JournalHash.Of(entry, head, JournalHash.Sha256);
        }

        var clock = Stopwatch.StartNew();
        for (var n = 0; n < Hashes; n++)
        {
            head = JournalHash.Of(entry with { N = n + 1 }, head, JournalHash.Sha256);
        }

        return Hashes / clock.Elapsed.TotalSeconds;
    }
}
