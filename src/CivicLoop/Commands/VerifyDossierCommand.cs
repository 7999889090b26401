using System.CommandLine;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Materials;
using CivicLoop.Platform.City;

namespace CivicLoop.Commands;

/// <summary><c>civicloop verify dossier</c>: proves a dossier that was carried away file by file,
/// and, with <c>--data</c>, that it is one the city let out.</summary>
internal static class VerifyDossierCommand
{
    public static Command Build()
    {
        var file = new Argument<FileInfo>("file")
        {
            Description = "The archive as it was exported.",
        };
        var data = new Option<string?>("--data")
        {
            Description = "Folder of the city; its journal then proves the manifest too.",
        };
        var json = CommandOptions.Json();
        var command = new Command("dossier", "Names every file that does not fit; 0 if none.")
        {
            file, data, json,
        };
        command.SetAction((parsed, stop) => RunAsync(
            parsed.GetValue(file)!, parsed.GetValue(data), parsed.GetValue(json), stop));
        return command;
    }

    private static async Task<int> RunAsync(
        FileInfo file, string? data, bool json, CancellationToken stop)
    {
        if (!file.Exists)
        {
            return CommandAnswers.Refuse(
                new Problem(ProblemCode.FileMissing, "file", file.FullName));
        }

        await using var content = file.OpenRead();
        if (!(await ProveDossier.OfAsync(content, stop)).Try(out var proof, out var problem))
        {
            return CommandAnswers.Refuse(problem);
        }

        var isKnown = await IsKnownAsync(proof, data, stop);
        var faults = proof.Faults.Select(fault => $"{fault.Kind}: {fault.Path}").ToList();
        if (isKnown == false)
        {
            faults.Add("Unknown: the journal of the city knows no such manifest");
        }

        CommandAnswers.Print(
            json,
            new
            {
                proof.Manifest.City, proof.Manifest.Edition, proof.Manifest.Name,
                proof.Manifest.ExportedAt, proof.ManifestSha256, proof.Files, proof.Faults,
                KnownToJournal = isKnown,
            },
            [
                .. faults,
                $"{proof.Manifest.Materials.Count} materials, {proof.Files} files, manifest "
                    + $"{proof.ManifestSha256}: "
                    + (faults.Count == 0 ? "all fit" : $"{faults.Count} do not fit"),
            ]);
        return faults.Count == 0 ? 0 : CommandAnswers.Failed;
    }

    private static async Task<bool?> IsKnownAsync(
        DossierProof proof, string? data, CancellationToken stop)
    {
        if (data is null)
        {
            return null;
        }

        // Only reads, so it may run beside a program that serves the city.
        await using var city = await RunningCity.VisitAsync(CommandOptions.Read(data), stop);
        return await ProveDossier.IsKnownAsync(city.Database, proof, stop);
    }
}
