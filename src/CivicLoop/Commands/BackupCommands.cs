using System.CommandLine;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform;
using CivicLoop.Platform.Backup;
using CivicLoop.Platform.Database;

namespace CivicLoop.Commands;

/// <summary><c>civicloop backup</c> and <c>civicloop restore</c>.</summary>
internal static class BackupCommands
{
    // Said at every backup without keys, because the day it matters is too late to learn it.
    private const string KeysNote =
        "The keys are not in it: without them the contacts of reporters stay unreadable. Keep the "
        + "folder keys/ at another place, or pack it with --with-keys and guard the archive as you "
        + "would guard them.";

    public static Command Backup()
    {
        var data = CommandOptions.Data();
        var json = CommandOptions.Json();
        var file = new Argument<string>("file") { Description = "Archive to write (.tar)." };
        var keys = new Option<bool>("--with-keys")
        {
            Description = "Pack the keys too: who has the archive then reads every contact.",
        };
        var command = new Command(
            "backup", "Packs the city into one archive, also while it serves.")
        {
            file, keys, data, json,
        };
        command.SetAction((parsed, stop) => BackupAsync(
            CommandOptions.Read(parsed.GetValue(data)), parsed.GetValue(file)!,
            parsed.GetValue(keys), parsed.GetValue(json), stop));
        return command;
    }

    public static Command Restore()
    {
        var data = CommandOptions.Data();
        var json = CommandOptions.Json();
        var file = new Argument<string>("file") { Description = "Archive that backup wrote." };
        var command = new Command(
            "restore", "Unpacks an archive into an empty folder and proves it.")
        {
            file, data, json,
        };
        command.SetAction((parsed, stop) => RestoreAsync(
            CommandOptions.Read(parsed.GetValue(data)), parsed.GetValue(file)!,
            parsed.GetValue(json), stop));
        return command;
    }

    private static async Task<int> BackupAsync(
        CityOptions options, string file, bool withKeys, bool json, CancellationToken stop)
    {
        try
        {
            var made = await new MakeBackup(options, TimeProvider.System)
                .RunAsync(file, withKeys, stop);
            if (!made.Try(out var manifest, out var problem))
            {
                return CommandAnswers.Refuse(problem);
            }

            string[] lines =
            [
                $"{Path.GetFullPath(file)}: {manifest.Parts.Count:N0} parts, "
                    + $"{manifest.Parts.Sum(part => part.Bytes):N0} bytes",
                .. withKeys ? Array.Empty<string>() : [KeysNote],
            ];
            return CommandAnswers.Print(json, manifest, lines);
        }
        catch (DatabaseDown)
        {
            return CommandAnswers.Refuse(new Problem(ProblemCode.DatabaseUnavailable, null));
        }
    }

    private static async Task<int> RestoreAsync(
        CityOptions options, string file, bool json, CancellationToken stop)
    {
        try
        {
            var outcome = await new RestoreBackup(options).RunAsync(file, stop);
            if (!outcome.Try(out var restored, out var problem))
            {
                return CommandAnswers.Refuse(problem);
            }

            var (manifest, journal) = restored;
            string[] lines =
            [
                $"{Path.GetFullPath(options.Data)}: {manifest.Parts.Count:N0} parts of "
                    + $"{manifest.MadeAt:u}, every digest fits",
                .. manifest.WithKeys ? Array.Empty<string>() : [KeysNote],
                .. journal.Faults.Select(fault =>
                    $"{fault.Kind}: {fault.Subject}, entry {fault.N}: {fault.Detail}"),
                $"{journal.Entries} entries of {journal.Subjects} subjects, "
                    + $"{journal.Checkpoints} checkpoints: "
                    + (journal.Faults.Count == 0
                        ? "all fit"
                        : $"{journal.Faults.Count} do not fit"),
            ];
            CommandAnswers.Print(json, restored, lines);
            return journal.Faults.Count == 0 ? 0 : CommandAnswers.Failed;
        }
        catch (DatabaseDown)
        {
            return CommandAnswers.Refuse(new Problem(ProblemCode.DatabaseUnavailable, null));
        }
    }
}
