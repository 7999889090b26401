using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;

namespace CivicLoop.Platform.City;

/// <summary>A city that was opened: its folder, its database and its model in memory. Server and
/// command line begin alike.</summary>
internal sealed class RunningCity : IAsyncDisposable
{
    private RunningCity(DataFolder folder, CityDatabase database)
    {
        Folder = folder;
        Database = database;
    }

    public DataFolder Folder { get; }

    public CityDatabase Database { get; }

    public CityHolder City { get; } = new();

    /// <summary>Opens a city to work in it. Errors: the folder is in use, was made by a newer
    /// program, or holds no city.</summary>
    public static async Task<Outcome<RunningCity>> OpenAsync(
        CityOptions options, TimeProvider time, CancellationToken stop = default)
    {
        if (!(await OpenEmptyAsync(options, time)).Try(out var opened, out var problem))
        {
            return problem;
        }

        if (!await CityReader.ExistsAsync(opened.Database, stop))
        {
            await opened.DisposeAsync();
            return new Problem(ProblemCode.NotFound, "data", opened.Folder.Path);
        }

        await opened.City.ReadAsync(opened.Database, stop);
        return opened;
    }

    /// <summary>Opens a folder that may hold no city yet.</summary>
    public static Task<Outcome<RunningCity>> OpenEmptyAsync(
        CityOptions options, TimeProvider time)
    {
        // A migration may take its time; whoever waits is not held up by it.
        return Task.Run<Outcome<RunningCity>>(() =>
        {
            if (!DataFolder.Claim(options).Try(out var folder, out var problem))
            {
                return problem;
            }

            if (!folder.OpenDatabase(time).Try(out var database, out var newer))
            {
                folder.Dispose();
                return newer;
            }

            return new RunningCity(folder, database);
        });
    }

    /// <summary>Opens a city beside a program that may be serving it, to read.</summary>
    public static async Task<RunningCity> VisitAsync(CityOptions options, CancellationToken stop)
    {
        var folder = DataFolder.Visit(options);
        var visited = new RunningCity(folder, folder.Open());
        await visited.City.ReadAsync(visited.Database, stop);
        return visited;
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Folder.Dispose();
    }
}
