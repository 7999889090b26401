using System.Text.Json;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;

namespace CivicLoop.Platform.City;

/// <summary>A module's part in making a city: writes its own tables from the pack.</summary>
internal interface IPackInstaller
{
    Task InstallAsync(WriteSession session, Pack pack, DateTimeOffset now);
}

/// <summary>Makes a city out of a pack, whole or not at all.</summary>
internal sealed class CityInstaller(
    CityDatabase database, IEnumerable<IPackInstaller> parts, TimeProvider time)
{
    /// <summary>Errors: the database already holds a city.</summary>
    public async Task<Outcome<bool>> InstallAsync(Pack pack, CancellationToken stop = default)
    {
        if (await CityReader.ExistsAsync(database, stop))
        {
            return new Problem(ProblemCode.CityExists, "data", pack.Identity.Code);
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                await KeepAsync(session, CityDocument.Identity, pack.Identity, now);
                await KeepAsync(session, CityDocument.Calendar, pack.Calendar, now);
                await KeepAsync(session, CityDocument.Handling, pack.Handling, now);
                foreach (var part in parts)
                {
                    await part.InstallAsync(session, pack, now);
                }

                return (Outcome<bool>)true;
            },
            stop);
    }

    private static Task KeepAsync<T>(
        WriteSession session, string name, T document, DateTimeOffset now) =>
        session.InsertAsync(new CityDocument
        {
            Name = name,
            Body = JsonSerializer.Serialize(document, CityJson.Options),
            ChangedAt = now,
        });
}
