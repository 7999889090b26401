using System.CommandLine;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Intake;
using CivicLoop.Platform;
using CivicLoop.Platform.City;

namespace CivicLoop.Commands;

/// <summary><c>civicloop export …</c>: writes the city's data out. Reads only, so it may run beside
/// a server.</summary>
internal static class ExportCommands
{
    private static readonly Dictionary<string, ExportFormat> Formats = new()
    {
        ["csv"] = ExportFormat.Csv,
        ["geojson"] = ExportFormat.GeoJson,
    };

    public static Command Build()
    {
        var data = CommandOptions.Data();
        var format = new Option<string>("--format")
        {
            Description = "csv or geojson.",
            DefaultValueFactory = _ => "csv",
        };
        var file = new Option<string?>("--out")
        {
            Description = "File to write (default: standard output).",
        };
        var withPrivate = new Option<bool>("--with-private")
        {
            Description = "Private cases too: for the city's own use, never to be published.",
        };
        var cases = new Command("cases", "Writes cases out, never with a contact.")
        {
            data, format, file, withPrivate,
        };
        cases.SetAction((parsed, stop) => CasesAsync(
            CommandOptions.Read(parsed.GetValue(data)), parsed.GetValue(format)!,
            parsed.GetValue(file), parsed.GetValue(withPrivate), stop));
        return new Command("export", "Writes the city's data out.") { cases };
    }

    private static async Task<int> CasesAsync(
        CityOptions options, string format, string? file, bool withPrivate, CancellationToken stop)
    {
        if (!Formats.TryGetValue(format, out var known))
        {
            return CommandAnswers.Refuse(new Problem(
                ProblemCode.UnknownValue, "format", format, string.Join(", ", Formats.Keys)));
        }

        await using var city = await RunningCity.VisitAsync(options, stop);
        await using var services = Composition.ServicesOf(city, TimeProvider.System);
        await using var target = file is null
            ? Console.OpenStandardOutput()
            : new FileStream(file, FileMode.Create);
        var count = await services.GetRequiredService<ExportCases>()
            .RunAsync(target, known, withPrivate, stop);
        Console.Error.WriteLine($"{count:N0} cases");
        return 0;
    }
}
