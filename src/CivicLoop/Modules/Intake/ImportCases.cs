using System.Diagnostics;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Localisation;
using CsvHelper;

namespace CivicLoop.Modules.Intake;

/// <summary>What an import is asked to do.</summary>
internal sealed record ImportRequest(string File)
{
    /// <summary>A mapping file instead of the pack's.</summary>
    public string? Mapping { get; init; }

    /// <summary>Reads, decides and compares, and writes nothing but the rejected rows.</summary>
    public bool DryRun { get; init; }

    /// <summary>Where rejected rows go; into the data folder unless said otherwise.</summary>
    public string? RejectedFile { get; init; }

    /// <summary>Called now and then with the rows read and the seconds gone.</summary>
    public Action<int, double>? Progress { get; init; }
}

/// <summary>Takes in another system's cases through the domain. Rows are read and decided here
/// while the batch before them is written; each batch is one transaction, so that an interrupted
/// import goes on where it stopped.</summary>
internal sealed class ImportCases(
    CityHolder city, DataFolder folder, StoreHistories store, KnownCases known, ProblemTexts texts)
{
    /// <summary>Large enough that syncing the disk is a small part, small enough that what an
    /// interruption undoes is read again in a moment.</summary>
    public const int BatchRows = 1_000;

    /// <summary>Errors: the mapping cannot be read, or the file cannot be read whole.</summary>
    public async Task<Outcome<ImportReport>> RunAsync(
        ImportRequest request, CancellationToken stop = default)
    {
        if (!ImportMapping.Find(request.Mapping, city.Current).Try(
            out var mapping, out var problem))
        {
            return problem;
        }

        var file = new ImportFile(request.File);
        if (file.Fault(mapping) is { } fault)
        {
            return fault;
        }

        using var csv = file.Open();
        // The data folder can be written; the folder of the input often cannot.
        var rejectedFile = request.RejectedFile
            ?? Path.Combine(folder.Path, Path.GetFileName(request.File) + ".rejected.csv");
        using var rejected = new RejectedRows(
            rejectedFile, [.. csv.Headers], mapping, texts, city.Current.Language);
        var run = new ImportRun(
            request, new ImportRowReader(csv, mapping), new RowPlayer(city.Current, mapping),
            new ImportTally(city.Current, mapping), rejected, store, known);
        var clock = Stopwatch.StartNew();
        try
        {
            await run.ReadAllAsync(csv, clock, stop);
        }
        catch (CsvFormatException error)
        {
            return new Problem(ProblemCode.FieldInvalid, "file", error.Message);
        }

        return run.Report(mapping.Name, rejectedFile, clock.Elapsed.TotalSeconds);
    }
}

/// <summary>One import at work.</summary>
internal sealed class ImportRun(
    ImportRequest request, ImportRowReader reader, RowPlayer player, ImportTally tally,
    RejectedRows rejected, StoreHistories store, KnownCases known)
{
    private Task<Outcome<int>> writing = Task.FromResult((Outcome<int>)0);
    private HashSet<string> beingWritten = [];
    private int rows;
    private int fresh;
    private int unchanged;
    private int broughtOn;
    private bool interrupted;

    public async Task ReadAllAsync(CsvReader csv, Stopwatch clock, CancellationToken stop)
    {
        var batch = new List<PlayedRow>(ImportCases.BatchRows);
        while (!(interrupted = stop.IsCancellationRequested) && csv.Read())
        {
            rows++;
            var row = reader.Read();
            if (player.Play(row).Try(out var played, out var problem))
            {
                tally.Add(played);
                batch.Add(played);
            }
            else
            {
                rejected.Add(row, problem);
            }

            if (batch.Count == ImportCases.BatchRows)
            {
                await WriteAsync(batch);
                batch.Clear();
                request.Progress?.Invoke(rows, clock.Elapsed.TotalSeconds);
            }
        }

        await WriteAsync(batch);
        Settle(await writing);
        request.Progress?.Invoke(rows, clock.Elapsed.TotalSeconds);
    }

    public ImportReport Report(string mapping, string rejectedFile, double seconds) =>
        tally.Fill(new ImportReport
        {
            File = request.File,
            Mapping = mapping,
            DryRun = request.DryRun,
            Interrupted = interrupted,
            Rows = rows,
            New = fresh,
            Known = unchanged,
            BroughtOn = broughtOn,
            Rejected = rejected.ByReason.Values.Sum(),
            RejectedBy = rejected.ByReason,
            RejectedFile = rejected.ByReason.Count == 0 ? null : rejectedFile,
            Seconds = seconds,
        });

    private async Task WriteAsync(List<PlayedRow> batch)
    {
        // A number that is being written at this moment must be stored before it is asked for.
        if (batch.Any(played => beingWritten.Contains(played.ExternalId)))
        {
            Settle(await writing);
        }

        var stored = await known.FindAsync([.. batch.Select(played => played.ExternalId)]);
        var toWrite = Sort(batch, stored);
        Settle(await writing);
        if (request.DryRun || toWrite.Count == 0)
        {
            return;
        }

        beingWritten = [.. toWrite.Keys];
        CaseHistory[] histories = [.. toWrite.Values];
        writing = Task.Run(() => store.RunAsync(histories, CancellationToken.None));
    }

    // What is new, what goes on, and what was imported before.
    private Dictionary<string, CaseHistory> Sort(
        List<PlayedRow> batch, Dictionary<string, KnownCase> stored)
    {
        var toWrite = new Dictionary<string, CaseHistory>(batch.Count);
        foreach (var played in batch)
        {
            var id = played.ExternalId;
            if (toWrite.TryGetValue(id, out var earlier))
            {
                GoOn(played, earlier, toWrite);
            }
            else if (stored.TryGetValue(id, out var before))
            {
                GoOn(played, before, toWrite);
            }
            else
            {
                toWrite.Add(id, played.History);
                fresh++;
            }
        }

        return toWrite;
    }

    private void GoOn(
        PlayedRow played, KnownCase before, Dictionary<string, CaseHistory> toWrite)
    {
        if (before.Looks == CaseLooks.Of(played.History.Case))
        {
            unchanged++;
        }
        else
        {
            var history = CaseHistory.GoOn(before.Stored, player.Rules, imported: true);
            if (GoOn(played, history))
            {
                toWrite.Add(played.ExternalId, history);
            }
        }
    }

    // The same number twice in a batch.
    private void GoOn(
        PlayedRow played, CaseHistory earlier, Dictionary<string, CaseHistory> toWrite)
    {
        _ = toWrite;
        if (CaseLooks.Of(earlier.Case) == CaseLooks.Of(played.History.Case))
        {
            unchanged++;
        }
        else
        {
            GoOn(played, earlier);
        }
    }

    private bool GoOn(PlayedRow played, CaseHistory history)
    {
        var asItWas = history.Case;
        if (!CaseLooks.Of(asItWas).CanBecome(CaseLooks.Of(played.History.Case)))
        {
            rejected.Add(
                played.Row, new Problem(ProblemCode.ChangedMeanwhile, "row", played.ExternalId));
            return false;
        }

        if (player.GoOn(history, played.Row, played.Times) is { } refused)
        {
            rejected.Add(played.Row, refused);
            return false;
        }

        broughtOn++;
        return true;
    }

    private static void Settle(Outcome<int> written)
    {
        if (written.Problem is { } problem)
        {
            throw new InvalidOperationException(problem.ToString());
        }
    }
}
