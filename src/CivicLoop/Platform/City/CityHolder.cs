using CivicLoop.Platform.Database;

namespace CivicLoop.Platform.City;

/// <summary>Holds the city's present model; a change of its data replaces it whole, so that no
/// request ever sees half of a change.</summary>
internal sealed class CityHolder
{
    private CityModel? current;

    public CityModel Current =>
        Volatile.Read(ref current)
        ?? throw new InvalidOperationException("The city was not loaded.");

    public void Set(CityModel model) => Volatile.Write(ref current, model);

    /// <summary>What other programs of this city are told when its data changed.</summary>
    public const string ChangedNews = "city";

    /// <summary>Reads the city as it is stored.</summary>
    public async Task ReadAsync(CityDatabase database, CancellationToken stop = default) =>
        Set(await CityReader.ReadAsync(database, stop));

    /// <summary>Reads the city anew after its data were changed here, and has the other programs
    /// that serve it do the same.</summary>
    public async Task ReloadAsync(CityDatabase database, CancellationToken stop = default)
    {
        await ReadAsync(database, stop);
        await database.TellOthersAsync(ChangedNews, stop);
    }
}
