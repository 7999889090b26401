using System.Text.Json;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases;

/// <summary>One field that a change gave another value.</summary>
internal sealed record FieldChange(string Field, string? From, string? To);

/// <summary>One change of a class or of one of its conditions.</summary>
/// <param name="Condition">Number of the condition; null for the class's own fields.</param>
/// <param name="After">All fields as they stood from then on.</param>
internal sealed record CatalogueChange(
    int N, DateTimeOffset At, string Who, int? Condition, IReadOnlyList<FieldChange> Fields,
    IReadOnlyList<FieldChange> After);

/// <summary>What became of a class, read from the journal: who changed which field, when.</summary>
internal sealed class CatalogueHistory(CityDatabase database)
{
    private const int BlockRows = 200;

    /// <summary>Changes shown on a page.</summary>
    public const int PageRows = 50;

    /// <summary>Changes of a class, the newest first, and the key the next page starts after.
    /// </summary>
    public async Task<(IReadOnlyList<CatalogueChange> Items, int? Next)> OfAsync(
        string code, int? after, CancellationToken stop)
    {
        var found = new List<CatalogueChange>();
        var before = after ?? int.MaxValue;
        await using var context = database.OpenContext();
        while (found.Count <= PageRows)
        {
            // All classes share one chain; it grows by a few entries a month.
            var block = await context.Set<StoredEntry>()
                .Where(row => row.SubjectId == KeepCatalogue.Subject && row.N < before)
                .OrderByDescending(row => row.N).Take(BlockRows).ToListAsync(stop);
            foreach (var entry in block)
            {
                if (Read(entry, code) is { } change)
                {
                    found.Add(change);
                }
            }

            if (block.Count < BlockRows)
            {
                break;
            }

            before = block[^1].N;
        }

        var names = await ActorNames.OfAsync(context, found.Select(one => one.Who), stop);
        var shown = found.Take(PageRows)
            .Select(one => one with { Who = names.GetValueOrDefault(one.Who, one.Who) }).ToList();
        return (shown, found.Count > PageRows ? shown[^1].N : null);
    }

    private static CatalogueChange? Read(StoredEntry entry, string code)
    {
        using var body = JsonDocument.Parse(entry.Body);
        var (was, then) = (Part(body, "before"), Part(body, "after"));
        var known = then ?? was;
        if (known is not { } one
            || (Text(one, "code") ?? Text(one, "classCode")) != code)
        {
            return null;
        }

        var fields = Names(was).Union(Names(then)).ToList();
        var all = fields.Select(field => new FieldChange(
            field, was is { } a ? Text(a, field) : null, then is { } b ? Text(b, field) : null))
            .ToList();
        return new CatalogueChange(
            entry.N, entry.At, "",
            one.TryGetProperty("n", out var n) && one.TryGetProperty("classCode", out _)
                ? n.GetInt32()
                : null,
            [.. all.Where(field => field.From != field.To)], all);
    }

    // Derived texts repeat what other fields say.
    private static IEnumerable<string> Names(JsonElement? part) => part is not { } one
        ? []
        : one.EnumerateObject().Where(field => field.Value.ValueKind != JsonValueKind.Object)
            .Select(field => field.Name);

    private static JsonElement? Part(JsonDocument body, string name) =>
        body.RootElement.TryGetProperty(name, out var part)
            && part.ValueKind == JsonValueKind.Object ? part : null;

    private static string? Text(JsonElement part, string field) =>
        part.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null
            ? value.ToString()
            : null;
}
