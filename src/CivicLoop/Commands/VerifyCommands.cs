using System.CommandLine;
using CivicLoop.Platform;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Commands;

/// <summary><c>civicloop verify …</c>: proves from the stored data alone that nothing was changed.
/// </summary>
internal static class VerifyCommands
{
    public static Command Build()
    {
        var data = CommandOptions.Data();
        var json = CommandOptions.Json();
        var journal = new Command(
            "journal", "Re-computes every chain and every checkpoint.") { data, json };
        journal.SetAction((parsed, stop) => JournalAsync(
            CommandOptions.Read(parsed.GetValue(data)), parsed.GetValue(json), stop));
        return new Command("verify", "Proves that stored data are what they were.")
        {
            journal, VerifyAppraisalCommand.Build(), VerifyCoverageCommand.Build(),
            VerifyDossierCommand.Build(), VerifyDrawCommand.Build(),
            VerifyScoresCommand.Build(),
        };
    }

    private static async Task<int> JournalAsync(
        CityOptions options, bool json, CancellationToken stop)
    {
        await using var city = await RunningCity.VisitAsync(options, stop);
        var report = await new JournalVerifier(city.Database).VerifyAsync(
            json ? null : entries => Console.Error.Write($"\r{entries:N0} entries"), stop);
        if (!json)
        {
            Console.Error.Write("\r");
        }

        string[] faults =
        [
            .. report.Faults.Select(fault =>
                $"{fault.Kind}: {fault.Subject}, entry {fault.N}: {fault.Detail}"),
        ];
        CommandAnswers.Print(
            json, report,
            [
                .. faults,
                $"{report.Entries} entries of {report.Subjects} subjects, "
                    + $"{report.Checkpoints} checkpoints: "
                    + (faults.Length == 0 ? "all fit" : $"{faults.Length} do not fit"),
            ]);
        return faults.Length == 0 ? 0 : CommandAnswers.Failed;
    }
}
