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

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>What is fixed with a commitment.</summary>
    public static object Facts(InspectionDraw draw, int sites) => new
    {
        draw.Rule, draw.FrameHash, draw.SecretHash, source = draw.PublicSource, sites,
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
