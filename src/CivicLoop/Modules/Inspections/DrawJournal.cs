using System.Globalization;
using System.Text.Json;
using CivicLoop.Domain.Inspections;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Inspections;

/// <summary>What the journal of a plan says of its draw.</summary>
internal static class DrawJournal
{
    public const string Committed = "draw.Committed";
    public const string Drawn = "draw.Drawn";
    public const string Revealed = "draw.Revealed";

    public const string Routed = "draw.Routed";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>What is fixed with a commitment.</summary>
    public static object Facts(InspectionDraw draw, int sites) => new
    {
        draw.Rule, draw.FrameHash, draw.SecretHash, source = draw.PublicSource, sites,
    };

    /// <summary>What is kept of the routes: their length, and a hash of who is when where.
    /// </summary>
    public static object Facts(InspectionRoute route, IEnumerable<InspectionStop> stops) => new
    {
        route.Way, route.Metres, route.NearestMetres, route.Unplaced,
        stopsHash = DrawFrame.Hash(string.Concat(stops.Select(one => string.Create(
            CultureInfo.InvariantCulture,
            $"{one.VisitId}\t{one.Inspector}\t{DrawRule.Show(one.Day)}\t{one.AtMinute}\n")))),
    };

    /// <summary>What was fixed, and what was drawn; null where that has not happened.</summary>
    public static async Task<(DrawCommitment? Committed, DrawResult? Drawn)> ReadAsync(
        CityContext context, Guid plan, CancellationToken stop)
    {
        var entries = await context.Set<StoredEntry>()
            .Where(row => row.SubjectId == plan && (row.Kind == Committed || row.Kind == Drawn))
            .OrderBy(row => row.N).ToListAsync(stop);
        return (Read<DrawCommitment>(entries, Committed), Read<DrawResult>(entries, Drawn));
    }

    /// <summary>The frame as it is stored.</summary>
    public static async Task<IReadOnlyList<FrameSite>> FrameAsync(
        CityContext context, Guid plan, CancellationToken stop) =>
        [
            .. (await context.Set<FrameLine>().Where(row => row.PlanId == plan)
                .ToListAsync(stop)).Select(row => row.Site),
        ];

    // The first of its kind counts: a later one would be a second draw.
    private static T? Read<T>(List<StoredEntry> entries, string kind)
        where T : class =>
        entries.Find(entry => entry.Kind == kind) is { } found
            ? JsonSerializer.Deserialize<T>(found.Body, Json)
            : null;
}
