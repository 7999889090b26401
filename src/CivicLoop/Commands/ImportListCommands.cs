using System.CommandLine;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.People;
using CivicLoop.Modules.Standards;
using CivicLoop.Platform;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;

namespace CivicLoop.Commands;

/// <summary><c>civicloop import organizations</c>, <c>… people</c> and <c>… standard</c>: the same
/// slices as the pages.</summary>
internal static class ImportListCommands
{
    private const string Actor = "system";

    public static Command Organizations() => Build(
        "organizations", "Takes organisations in from a list (XLSX or CSV).",
        async (services, file, isDryRun, stop) =>
        {
            var import = services.GetRequiredService<ImportOrganizations>();
            var outcome = isDryRun
                ? await import.LookAsync(file, stop)
                : await import.TakeAsync(file, upload: null, Actor, stop);
            return outcome.Try(out var done, out var problem)
                ? new Taken(
                    Counts(done.Plan.Rows.Select(row => row.Kind)),
                    RejectedLines.Write(
                        done.Sheet, done.Plan.Refused, services.GetRequiredService<ProblemTexts>(),
                        Texts.English),
                    done.Plan.Refused.Count, [])
                : problem;
        });

    public static Command People() => Build(
        "people", "Takes people in from a list (XLSX or CSV) and prints their links.",
        async (services, file, isDryRun, stop) =>
        {
            var import = services.GetRequiredService<ImportPeople>();
            var outcome = isDryRun
                ? await import.LookAsync(file, Actor, stop)
                : await import.TakeAsync(file, upload: null, Actor, stop);
            var options = services.GetRequiredService<CityOptions>();
            return outcome.Try(out var done, out var problem)
                ? new Taken(
                    Counts(done.Rows.Select(row => row.Kind)),
                    RejectedLines.Write(
                        done.Sheet, done.Refused, services.GetRequiredService<ProblemTexts>(),
                        Texts.English),
                    done.Refused.Count,
                    isDryRun ? [] : [.. done.Rows.Where(row => row.Secret is not null).Select(
                        row => new PersonLink(row.SignIn, StartLink.Of(
                            options.PublicUrl ?? options.Urls, row.Secret!)))])
                : problem;
        });

    public static Command Standard() => Build(
        "standard", "Takes an edition in as a draft from a table (XLSX or CSV).",
        async (services, file, isDryRun, stop) =>
        {
            var import = services.GetRequiredService<ImportEdition>();
            var outcome = isDryRun
                ? await import.LookAsync(file, stop)
                : await import.TakeAsync(file, upload: null, Actor, stop);
            return outcome.Try(out var done, out var problem)
                ? new Taken(
                    EditionCounts.Of(done.Plan.Body).All
                        .ToDictionary(one => one.Word, one => one.Count),
                    RejectedLines.Write(
                        done.Sheet, done.Plan.Refused,
                        services.GetRequiredService<ProblemTexts>(), Texts.English),
                    done.Plan.Refused.Count, [])
                : problem;
        });

    private static Command Build(
        string name, string description,
        Func<IServiceProvider, byte[], bool, CancellationToken, Task<Outcome<Taken>>> run)
    {
        var data = CommandOptions.Data();
        var json = CommandOptions.Json();
        var file = new Argument<string>("file") { Description = "XLSX, or CSV in UTF-8." };
        var dryRun = new Option<bool>("--dry-run")
        {
            Description = "Say what it would do; store nothing.",
        };
        var rejected = new Option<string?>("--rejected")
        {
            Description = "Where rejected rows go (default: DATA/FILE.rejected.xlsx).",
        };
        var command = new Command(name, description) { file, dryRun, rejected, data, json };
        command.SetAction((parsed, stop) => RunAsync(
            CommandOptions.Read(parsed.GetValue(data)), parsed.GetValue(file)!,
            parsed.GetValue(dryRun), parsed.GetValue(rejected), parsed.GetValue(json), run, stop));
        return command;
    }

    private static async Task<int> RunAsync(
        CityOptions options, string path, bool isDryRun, string? rejected, bool json,
        Func<IServiceProvider, byte[], bool, CancellationToken, Task<Outcome<Taken>>> run,
        CancellationToken stop)
    {
        if (RefuseFile(path) is { } unusable)
        {
            return CommandAnswers.Refuse(unusable);
        }

        var opened = await RunningCity.OpenAsync(options, TimeProvider.System, stop);
        if (!opened.Try(out var city, out var problem))
        {
            return CommandAnswers.Refuse(problem);
        }

        await using (city)
        await using (var services = Composition.ServicesOf(city, TimeProvider.System))
        {
            var outcome = await run(
                services, await File.ReadAllBytesAsync(path, stop), isDryRun, stop);
            if (!outcome.Try(out var taken, out var refused))
            {
                return CommandAnswers.Refuse(refused);
            }

            var place = taken.Refused == 0
                ? null
                : rejected ?? Path.Combine(
                    city.Folder.Path, Path.GetFileName(path) + ".rejected.xlsx");
            if (place is not null)
            {
                await File.WriteAllBytesAsync(place, taken.RejectedRows, stop);
            }

            return Print(taken, place, isDryRun, json);
        }
    }

    private static int Print(Taken taken, string? place, bool isDryRun, bool json)
    {
        string[] lines =
        [
            .. taken.Links.Select(link => $"{link.SignIn}: {link.Link}"),
            (isDryRun ? "would be " : "") + string.Join(
                ", ", taken.Counts.Select(one => $"{one.Key.ToLowerInvariant()} {one.Value:N0}"))
                + $", rejected {taken.Refused:N0}",
            .. place is null ? Array.Empty<string>() : [$"rejected rows: {place}"],
        ];
        return CommandAnswers.Print(
            json,
            new { dryRun = isDryRun, taken.Counts, rejected = taken.Refused, file = place,
                taken.Links },
            lines);
    }

    private static Problem? RefuseFile(string path) =>
        !File.Exists(path) ? new Problem(ProblemCode.FileUnreadable, "file", path)
        : new FileInfo(path).Length > Uploads.BytesMax
            ? new Problem(ProblemCode.UploadTooLarge, "file", Uploads.MegabytesMax)
            : null;

    private static Dictionary<string, int> Counts(IEnumerable<PlanKind> kinds)
    {
        var counted = kinds.CountBy(kind => kind).ToDictionary();
        return Enum.GetValues<PlanKind>()
            .ToDictionary(kind => kind.ToString(), counted.GetValueOrDefault);
    }

    private sealed record Taken(
        IReadOnlyDictionary<string, int> Counts, byte[] RejectedRows, int Refused,
        IReadOnlyList<PersonLink> Links);

    private sealed record PersonLink(string SignIn, string Link);
}
