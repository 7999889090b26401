using System.Text.Json;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Places;

/// <summary>One step in the life of a site.</summary>
/// <param name="Fields">What changed, in the API's spelling.</param>
/// <param name="Reason">Why it ended; null for other steps.</param>
internal sealed record SiteStep(
    int N, DateTimeOffset At, string Who, string Kind, IReadOnlyList<string> Fields,
    string? Reason);

/// <summary>What became of a site, read from its chain in the journal.</summary>
internal sealed class SiteHistory(CityDatabase database)
{
    /// <summary>A site changes a few times a year.</summary>
    private const int ShownMax = 100;

    /// <summary>Newest first.</summary>
    public async Task<IReadOnlyList<SiteStep>> OfAsync(Guid site, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var entries = await context.Set<StoredEntry>().Where(row => row.SubjectId == site)
            .OrderByDescending(row => row.N).Take(ShownMax).ToListAsync(stop);
        var names = await ActorNames.OfAsync(context, entries.Select(entry => entry.Actor), stop);
        return [.. entries.Select(entry => Read(entry, names))];
    }

    private static SiteStep Read(
        StoredEntry entry, IReadOnlyDictionary<string, string> names)
    {
        using var body = JsonDocument.Parse(entry.Body);
        var root = body.RootElement;
        return new SiteStep(
            entry.N, entry.At, names.GetValueOrDefault(entry.Actor, entry.Actor), entry.Kind,
            root.TryGetProperty("fields", out var fields)
                ? [.. fields.EnumerateArray().Select(field => field.GetString()!)]
                : [],
            root.TryGetProperty("reason", out var reason) ? reason.GetString() : null);
    }
}
