using CivicLoop.Platform.Database;

namespace CivicLoop.Platform.City;

/// <summary>Holds the city's present model; a change of its data replaces it whole, so that no
/// request ever sees half of a change.</summary>
internal sealed class CityHolder
{
    private readonly Lock gate = new();
    private CityModel? current;
    private long begun;
    private long shown;

    public CityModel Current =>
        Volatile.Read(ref current)
        ?? throw new InvalidOperationException("The city was not loaded.");

    public void Set(CityModel model) => Volatile.Write(ref current, model);

    /// <summary>What other programs of this city are told when its data changed.</summary>
    public const string ChangedNews = "city";

    /// <summary>Reads the city as it is stored. A reading that began before a change never takes
    /// the place of one that began after it.</summary>
    public async Task ReadAsync(CityDatabase database, CancellationToken stop = default)
    {
        var turn = Interlocked.Increment(ref begun);
        var model = await CityReader.ReadAsync(database, stop);
        lock (gate)
        {
            if (turn > shown)
            {
                shown = turn;
                Set(model);
            }
        }
    }

    /// <summary>Reads the city anew after its data were changed here, and has the other programs
    /// that serve it do the same.</summary>
    public async Task ReloadAsync(CityDatabase database, CancellationToken stop = default)
    {
        await ReadAsync(database, stop);
        await database.TellOthersAsync(ChangedNews, stop);
    }
}
