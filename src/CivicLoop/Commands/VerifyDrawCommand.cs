using System.CommandLine;
using CivicLoop.Modules.Inspections;
using CivicLoop.Platform;
using CivicLoop.Platform.City;

namespace CivicLoop.Commands;

/// <summary><c>civicloop verify draw</c>: draws again what was drawn for inspections and names what
/// does not fit.</summary>
internal static class VerifyDrawCommand
{
    public static Command Build()
    {
        var data = CommandOptions.Data();
        var json = CommandOptions.Json();
        var plan = new Argument<string?>("plan")
        {
            Description = "Code of one plan (default: all that were committed).",
            DefaultValueFactory = _ => null,
        };
        var command = new Command("draw", "Draws the sites of inspections again; 0 if all fit.")
        {
            plan, data, json,
        };
        command.SetAction((parsed, stop) => RunAsync(
            CommandOptions.Read(parsed.GetValue(data)), parsed.GetValue(plan),
            parsed.GetValue(json), stop));
        return command;
    }

    private static async Task<int> RunAsync(
        CityOptions options, string? plan, bool json, CancellationToken stop)
    {
        // Only reads, so it may run beside a program that serves the city.
        await using var city = await RunningCity.VisitAsync(options, stop);
        await using var services = Composition.ServicesOf(city, TimeProvider.System);
        return CommandAnswers.Prove(
            json,
            await services.GetRequiredService<VerifyDraws>().RunAsync(plan, stop),
            "draws", check => check.Faults.Count == 0, check => [Line(check)]);
    }

    private static string Line(DrawCheck check) =>
        $"{check.Plan}: {check.Sites} sites of {check.Frame}, "
        + (check.Faults.Count > 0 ? string.Join(", ", check.Faults)
            : check.IsWhole ? "drawn again, all fit"
            : "unchanged since it was fixed; the secret is not told yet");
}
