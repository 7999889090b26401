using CivicLoop.Platform;
using CivicLoop.Platform.City;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace CivicLoop.BrowserTests;

/// <summary>The city that comes with the program, installed once for all tests and copied for each
/// class: reading the pack anew would take longer than most tests.</summary>
internal static class InstalledCity
{
    private static readonly Lazy<Task<string>> Made = new(MakeOnceAsync);

    /// <summary>Puts a copy of the installed city into an empty folder.</summary>
    public static async Task CopyToAsync(string folder)
    {
        var made = await Made.Value;
        foreach (var file in Directory.EnumerateFiles(made, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(made, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <summary>Installs the city where the options say, and leaves it open.</summary>
    public static async Task<RunningCity> MakeAsync(CityOptions options)
    {
        var opened = await RunningCity.OpenEmptyAsync(options, TimeProvider.System);
        var pack = PackReader.Read(PackPlaces.Find("kunming").Value);
        await using var services = Composition.ServicesOf(opened.Value, TimeProvider.System);
        var installed = await services.GetRequiredService<CityInstaller>()
            .InstallAsync(pack.Value);
        Assert.Null(installed.Problem);
        return opened.Value;
    }

    private static async Task<string> MakeOnceAsync()
    {
        var folder = Directory.CreateTempSubdirectory("civicloop-browser-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(folder, recursive: true);
        await using (await MakeAsync(new CityOptions { Data = folder }))
        {
        }

        // The last connection to close writes the log of writes back into the file.
        SqliteConnection.ClearAllPools();
        return folder;
    }
}
