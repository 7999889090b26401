using System.CommandLine;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Intake;
using CivicLoop.Platform;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;

namespace CivicLoop.Commands;

/// <summary><c>civicloop import …</c>: takes other systems' data in.</summary>
internal static class ImportCommands
{
    // What a shell expects of a program that was stopped by Ctrl-C: 128 + SIGINT.
    private const int InterruptedCode = 130;

    public static Command Build()
    {
        var data = CommandOptions.Data();
        var json = CommandOptions.Json();
        var file = new Argument<string>("file")
        {
            Description = "CSV file with a header, UTF-8, plain or .gz.",
        };
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Read, decide and compare; store nothing.",
        };
        var rejected = new Option<string?>("--rejected")
        {
            Description = "Where rejected rows go (default: DATA/FILE.rejected.csv).",
        };
        var mapping = new Option<string?>("--mapping")
        {
            Description = "Mapping of the columns (default: the pack's import.json).",
        };
        var cases = new Command("cases", "Takes in cases with their history.")
        {
            file, data, dryRun, rejected, mapping, json,
        };
        cases.SetAction((parsed, stop) => CasesAsync(
            CommandOptions.Read(parsed.GetValue(data)),
            new ImportRequest(parsed.GetValue(file)!)
            {
                DryRun = parsed.GetValue(dryRun),
                RejectedFile = parsed.GetValue(rejected),
                Mapping = parsed.GetValue(mapping),
                Progress = Progress,
            },
            parsed.GetValue(json), stop));
        return new Command("import", "Takes other systems' data in.")
        {
            cases, ImportListCommands.Organizations(), ImportListCommands.People(),
            ImportListCommands.Standard(),
            ImportAreaCommand.Build(),
        };
    }

    private static async Task<int> CasesAsync(
        CityOptions options, ImportRequest request, bool json, CancellationToken stop)
    {
        var opened = await RunningCity.OpenAsync(options, TimeProvider.System, stop);
        if (!opened.Try(out var city, out var problem))
        {
            return CommandAnswers.Refuse(problem);
        }

        await using (city)
        await using (var services = Composition.ServicesOf(city, TimeProvider.System))
        {
            return await ImportAsync(
                services.GetRequiredService<ImportCases>(), request, json, stop);
        }
    }

    private static async Task<int> ImportAsync(
        ImportCases import, ImportRequest request, bool json, CancellationToken stop)
    {
        try
        {
            if (!(await import.RunAsync(request, stop)).Try(out var report, out var refused))
            {
                return CommandAnswers.Refuse(refused);
            }

            Console.Error.WriteLine();
            var said = CommandAnswers.Print(json, report, [.. ImportReportText.Lines(report)]);
            return report.Interrupted ? InterruptedCode : said;
        }
        catch (DatabaseDown)
        {
            // Whole batches are stored; running it again goes on after them.
            Console.Error.WriteLine();
            return CommandAnswers.Refuse(new Problem(ProblemCode.DatabaseUnavailable, null));
        }
    }

    private static void Progress(int rows, double seconds) =>
        Console.Error.Write($"\r{rows:N0} rows, {rows / Math.Max(seconds, 0.001):N0} rows/s ");
}
