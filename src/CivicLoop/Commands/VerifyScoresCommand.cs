using System.CommandLine;
using CivicLoop.Modules.Scores;
using CivicLoop.Platform;
using CivicLoop.Platform.City;

namespace CivicLoop.Commands;

/// <summary><c>civicloop verify scores</c>: computes published scores again from the observations
/// and names what differs.</summary>
internal static class VerifyScoresCommand
{
    public static Command Build()
    {
        var data = CommandOptions.Data();
        var json = CommandOptions.Json();
        var card = new Option<string?>("--card")
        {
            Description = "Code of one scorecard (default: all).",
        };
        var period = new Option<string?>("--period")
        {
            Description = "One period: 2026-11, 2026-Q4 or 2026 (default: all published).",
        };
        var command = new Command("scores", "Computes published scores again; 0 if all fit.")
        {
            card, period, data, json,
        };
        command.SetAction((parsed, stop) => RunAsync(
            CommandOptions.Read(parsed.GetValue(data)), parsed.GetValue(card),
            parsed.GetValue(period), parsed.GetValue(json), stop));
        return command;
    }

    private static async Task<int> RunAsync(
        CityOptions options, string? card, string? period, bool json, CancellationToken stop)
    {
        // Only reads, so it may run beside a program that serves the city.
        await using var city = await RunningCity.VisitAsync(options, stop);
        await using var services = Composition.ServicesOf(city, TimeProvider.System);
        return CommandAnswers.Prove(
            json,
            await services.GetRequiredService<VerifyScores>().RunAsync(card, period, stop),
            "publications", check => check.Faults.Count == 0, Lines);
    }

    private static IEnumerable<string> Lines(ScoreCheck check) =>
    [
        .. check.Faults.Select(fault => $"  {fault}"),
        $"{check.Card} {check.Period} revision {check.Revision}: {check.Units} units, "
            + $"{check.Nodes} nodes: "
            + (check.Faults.Count == 0 ? "computed again, the same" : "differs"),
    ];
}
