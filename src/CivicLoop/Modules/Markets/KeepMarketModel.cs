using System.Text.Json;
using CivicLoop.Domain;
using CivicLoop.Domain.Markets;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Markets;

/// <summary>Keeps the model of the monthly score, from a month on: months that were scored keep
/// the one they had.</summary>
internal sealed class KeepMarketModel(CityDatabase database, CityHolder city, TimeProvider time)
{
    /// <summary>Whose chain it is journaled on.</summary>
    public static Guid Subject { get; } = new("0198a000-0000-7000-8000-000000000032");

    private const int ModelsMax = 100;

    /// <summary>All models with the first day each holds, the newest first.</summary>
    public static async Task<IReadOnlyList<(DateOnly From, MarketModel Model)>> AllAsync(
        CityContext context, CancellationToken stop) =>
        [
            .. (await context.Set<StoredMarketModel>().OrderByDescending(row => row.FromDay)
                .Take(ModelsMax).ToListAsync(stop))
                .Select(row => (
                    row.FromDay,
                    JsonSerializer.Deserialize<MarketModel>(row.Body, CityJson.Options)!)),
        ];

    /// <summary>Sets the model from this month on. Errors: the caller may not; as
    /// <see cref="MarketModel.Fault"/>.</summary>
    public async Task<Outcome<MarketModel>> SaveAsync(
        MarketModel model, Caller caller, CancellationToken stop = default)
    {
        if ((caller.Refuse(Permission.MarketKeep) ?? model.Fault()) is { } refused)
        {
            return refused;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                await StoreAsync(
                    session, model, CalendarMonth.Of(city.Current.DayOf(now)).First, caller.Actor,
                    now);
                return (Outcome<MarketModel>)model;
            },
            stop);
    }

    /// <summary>Writes the model from a day on.</summary>
    public static async Task StoreAsync(
        WriteSession session, MarketModel model, DateOnly from, string actor, DateTimeOffset now)
    {
        var row = new StoredMarketModel(
            from, JsonSerializer.Serialize(model, CityJson.Options), actor, now);
        if (await session.UpdateAsync(row) == 0)
        {
            await session.InsertAsync(row);
        }

        await SubjectJournal.AppendAsync(
            session, Subject, actor, "markets.ModelSet", new { from, model }, now);
    }
}
