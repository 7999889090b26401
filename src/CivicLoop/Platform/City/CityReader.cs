using System.Text.Json;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Platform.City;

/// <summary>Reads the city's model from its database.</summary>
internal static class CityReader
{
    /// <summary>True when a city was created in this database.</summary>
    public static async Task<bool> ExistsAsync(CityDatabase database, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<CityDocument>()
            .AnyAsync(row => row.Name == CityDocument.Identity, stop);
    }

    public static async Task<CityModel> ReadAsync(CityDatabase database, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var documents = await context.Set<CityDocument>()
            .ToDictionaryAsync(row => row.Name, row => row.Body, stop);
        return new CityModel(
            Parse<CityIdentity>(documents, CityDocument.Identity),
            Parse<CalendarDocument>(documents, CityDocument.Calendar),
            Parse<CaseHandling>(documents, CityDocument.Handling),
            await context.Set<Area>().OrderBy(row => row.Code).ToListAsync(stop),
            await context.Set<Organization>().OrderBy(row => row.Path).ToListAsync(stop),
            new CaseCatalogue(
                await context.Set<CaseClass>().ToListAsync(stop),
                await context.Set<CaseCondition>().ToListAsync(stop)),
            await context.Set<RoutingRule>().ToListAsync(stop));
    }

    private static T Parse<T>(Dictionary<string, string> documents, string name) =>
        documents.TryGetValue(name, out var body)
            ? JsonSerializer.Deserialize<T>(body, CityJson.Options)!
            : throw new InvalidOperationException($"The city has no document '{name}'.");
}
