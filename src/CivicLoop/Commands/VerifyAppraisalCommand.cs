using System.CommandLine;
using CivicLoop.Modules.Appraisal;
using CivicLoop.Platform;
using CivicLoop.Platform.City;

namespace CivicLoop.Commands;

/// <summary><c>civicloop verify appraisal</c>: adds final lists of appraisals up again and names
/// what differs.</summary>
internal static class VerifyAppraisalCommand
{
    public static Command Build()
    {
        var data = CommandOptions.Data();
        var json = CommandOptions.Json();
        var year = new Option<int?>("--year")
        {
            Description = "One year (default: all that are fixed).",
        };
        var command = new Command(
            "appraisal", "Adds final lists of appraisals up again; 0 if all fit.")
        {
            year, data, json,
        };
        command.SetAction((parsed, stop) => RunAsync(
            CommandOptions.Read(parsed.GetValue(data)), parsed.GetValue(year),
            parsed.GetValue(json), stop));
        return command;
    }

    private static async Task<int> RunAsync(
        CityOptions options, int? year, bool json, CancellationToken stop)
    {
        // Only reads, so it may run beside a program that serves the city.
        await using var city = await RunningCity.VisitAsync(options, stop);
        await using var services = Composition.ServicesOf(city, TimeProvider.System);
        return CommandAnswers.Prove(
            json,
            await services.GetRequiredService<VerifyAppraisal>().RunAsync(year, stop),
            "final lists", check => check.Faults.Count == 0, Lines);
    }

    private static IEnumerable<string> Lines(AppraisalCheck check) =>
    [
        .. check.Faults.Select(fault => $"  {fault}"),
        $"{check.Year} revision {check.Revision}, {check.Units} units: "
            + (check.Faults.Count > 0 ? "differs"
                : check.IsComputedAgain ? "added up again, the same"
                : "as the journal knows it"),
    ];
}
