using System.CommandLine;
using CivicLoop.Platform;
using CivicLoop.Platform.City;

namespace CivicLoop.Commands;

/// <summary><c>civicloop city create</c>: makes a city out of a pack.</summary>
internal static class CityCommands
{
    public static Command Build()
    {
        var pack = new Option<string>("--pack")
        {
            Description = "Name of a pack that comes with the program, or a pack's folder.",
            DefaultValueFactory = _ => "kunming",
        };
        var data = CommandOptions.Data();
        var json = CommandOptions.Json();
        var ifMissing = new Option<bool>("--if-missing")
        {
            Description = "Leave a city that is there as it is, and call it done.",
        };
        var create = new Command("create", "Makes a city out of a pack.")
        {
            pack, ifMissing, data, json,
        };
        create.SetAction(async (parsed, stop) =>
        {
            var options = CommandOptions.Read(parsed.GetValue(data));
            return parsed.GetValue(ifMissing) && await IsThereAsync(options, stop)
                ? 0
                : await CreateAsync(
                    parsed.GetValue(pack)!, options, parsed.GetValue(json), stop);
        });
        return new Command("city", "Makes and describes cities.") { create };
    }

    private static async Task<bool> IsThereAsync(CityOptions options, CancellationToken stop)
    {
        var opened = await RunningCity.OpenAsync(options, TimeProvider.System, stop);
        if (!opened.Try(out var city, out _))
        {
            return false;
        }

        await city.DisposeAsync();
        return true;
    }

    internal static async Task<int> CreateAsync(
        string pack, CityOptions options, bool json, CancellationToken stop)
    {
        if (!PackPlaces.Find(pack).Try(out var folder, out var unreadable)
            || !PackReader.Read(folder).Try(out var read, out unreadable))
        {
            return CommandAnswers.Refuse(unreadable);
        }

        var opened = await RunningCity.OpenEmptyAsync(options, TimeProvider.System);
        if (!opened.Try(out var city, out var problem))
        {
            return CommandAnswers.Refuse(problem);
        }

        await using (city)
        await using (var services = Composition.ServicesOf(city, TimeProvider.System))
        {
            var installed = await services.GetRequiredService<CityInstaller>()
                .InstallAsync(read, stop);
            return installed.Problem is { } refused
                ? CommandAnswers.Refuse(refused)
                : CommandAnswers.Print(
                    json,
                    new
                    {
                        City = read.Identity.Code,
                        Areas = read.Areas.Count,
                        Organizations = read.Organizations.Count,
                        Classes = read.Classes.Count,
                    },
                    $"{read.Identity.Name.Zh} / {read.Identity.Name.En}: {read.Areas.Count} areas, "
                    + $"{read.Organizations.Count} organisations, {read.Classes.Count} classes "
                    + $"in {city.Folder.Path}");
        }
    }
}
