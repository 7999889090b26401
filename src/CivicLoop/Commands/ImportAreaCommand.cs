using System.CommandLine;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Places;
using CivicLoop.Platform;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Files;

namespace CivicLoop.Commands;

/// <summary><c>civicloop import areas</c>: the same slice as the wizard.</summary>
internal static class ImportAreaCommand
{
    private const string Actor = "system";

    public static Command Build()
    {
        var data = CommandOptions.Data();
        var json = CommandOptions.Json();
        var file = new Argument<string>("file") { Description = "GeoJSON or zipped Shapefile." };
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Say what it would do; store nothing.",
        };
        var system = new Option<CoordinateSystem?>("--system")
        {
            Description = "Wgs84, Cgcs2000, Gcj02 or Bd09 (default: what the file says).",
        };
        var approval = new Option<string?>("--approval") { Description = "审图号." };
        var schematic = new Option<bool>("--schematic")
        {
            Description = "A drawing that shows no real boundary.",
        };
        var leave = new Option<bool>("--leave-faulty")
        {
            Description = "Take the others in and leave out those that cannot be used.",
        };
        var relocate = new Option<bool>("--relocate")
        {
            Description = "Find anew who answers for open cases not yet dispatched.",
        };
        var command = new Command("areas", "Takes boundaries in.")
        {
            file, dryRun, system, approval, schematic, leave, relocate, data, json,
        };
        command.SetAction((parsed, stop) => RunAsync(
            CommandOptions.Read(parsed.GetValue(data)), parsed.GetValue(file)!,
            new AreaChoices
            {
                System = parsed.GetValue(system),
                ApprovalNumber = parsed.GetValue(approval),
                IsSchematic = parsed.GetValue(schematic),
            },
            parsed.GetValue(dryRun), parsed.GetValue(leave), parsed.GetValue(relocate),
            parsed.GetValue(json), stop));
        return command;
    }

    private static async Task<int> RunAsync(
        CityOptions options, string path, AreaChoices choices, bool isDryRun, bool leaveFaulty,
        bool relocates, bool json, CancellationToken stop)
    {
        if (!File.Exists(path) || new FileInfo(path).Length > Uploads.BytesMax)
        {
            return CommandAnswers.Refuse(File.Exists(path)
                ? new Problem(ProblemCode.UploadTooLarge, "file", Uploads.MegabytesMax)
                : new Problem(ProblemCode.FileUnreadable, "file", path));
        }

        var opened = await RunningCity.OpenAsync(options, TimeProvider.System, stop);
        if (!opened.Try(out var city, out var problem))
        {
            return CommandAnswers.Refuse(problem);
        }

        await using (city)
        await using (var services = Composition.ServicesOf(city, TimeProvider.System))
        {
            var import = services.GetRequiredService<ImportAreas>();
            var body = await File.ReadAllBytesAsync(path, stop);
            if (!import.Look(body, choices).Try(out var draft, out var unreadable))
            {
                return CommandAnswers.Refuse(unreadable);
            }

            foreach (var one in draft.Survey.Findings)
            {
                Console.Error.WriteLine(
                    $"{one.Fault}: {one.Code} {one.Other} {one.SquareMetres:N0} m²");
            }

            if (isDryRun)
            {
                return CommandAnswers.Print(
                    json, new { shapes = draft.Areas.Count, usable = draft.Survey.Usable.Count },
                    $"{draft.Areas.Count} shapes, {draft.Survey.Usable.Count} can be taken in");
            }

            var outcome = await import.TakeAsync(
                body, choices, upload: null, Actor, leaveFaulty, relocates, stop);
            return outcome.Try(out var taken, out var refused)
                ? CommandAnswers.Print(
                    json, taken,
                    $"added {taken.Added}, changed {taken.Changed}, left out {taken.Left}, "
                    + $"cases placed anew {taken.Relocated}")
                : CommandAnswers.Refuse(refused);
        }
    }
}
