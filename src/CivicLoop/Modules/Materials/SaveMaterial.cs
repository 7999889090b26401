using CivicLoop.Domain.Materials;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Materials.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Materials;

/// <summary>Keeps a new version of a material; those before stay as they are. Page and API come
/// through here.</summary>
internal sealed class SaveMaterial(
    CityDatabase database, CityHolder city, TakeInFile takeIn,
    IEnumerable<IEvidenceSource> sources, TimeProvider time)
{
    /// <summary>Errors: there is no such material; it is not the caller's unit's; its state allows
    /// no writing; somebody else saved meanwhile; a file or reference cannot be taken; more than
    /// the edition allows.</summary>
    public async Task<Outcome<Material>> RunAsync(
        Guid id, VersionInput input, Caller caller, CancellationToken stop = default)
    {
        // Asked before the files are read, and again in the transaction.
        await using var reads = database.OpenContext();
        var seen = await MaterialWriter.LoadAsync(reads, id, stop);
        if (Refuse(seen, id, input, caller) is { } early)
        {
            return early;
        }

        if (!(await ReferencesAsync(input.References, seen!.References, caller, stop))
                .Try(out var named, out var unfit)
            || !(await TakeInAsync(input.Files, stop)).Try(out var taken, out unfit))
        {
            return unfit;
        }

        var now = Instants.Storable(time.GetUtcNow());
        var act = new MaterialAct(
            MaterialCommand.Save, caller.Actor, caller.OrganizationCode!, now);
        return await database.WriteAsync(
            async session =>
            {
                var before = await MaterialWriter.LoadAsync(session.Reads, id, stop);
                if (Refuse(before, id, input, caller) is { } refused)
                {
                    return refused;
                }

                var words = input.Text?.Replace("\r\n", "\n", StringComparison.Ordinal).Trim()
                    ?? "";
                List<TakenFile> all =
                [
                    .. before!.Files.Where(file => input.Keep.Contains(file.Sha256))
                        .Select(file =>
                            new TakenFile(file.Sha256, file.Name, file.Kind, file.Bytes)),
                    .. taken,
                ];
                var files = all.DistinctBy(file => file.Sha256).ToList();
                var content = new MaterialContent(
                    words, [.. files.Select(file => file.Kind)], named.Count);
                return await StoreAsync(session, before, content, files, named, act, stop);
            },
            stop);
    }

    private Problem? Refuse(LoadedMaterial? found, Guid id, VersionInput input, Caller caller)
    {
        if (found is null)
        {
            return new Problem(ProblemCode.NotFound, "id", id.ToString());
        }

        var state = found.Material.State;
        if (MaterialWorkflow.Find(state, MaterialCommand.Save) is not { } edge)
        {
            return caller.RefuseUnlessStaff() ?? new Problem(
                ProblemCode.MaterialNotNow, "command", MaterialCommand.Save, state);
        }

        return MaterialWriter.Refuse(caller, edge, found.Material, city.Current)
            ?? (input.Seen is { } seen && seen != found.Material.VersionN
                ? new Problem(ProblemCode.ChangedMeanwhile, "version")
                : null);
    }

    private static async Task<Outcome<Material>> StoreAsync(
        WriteSession session, LoadedMaterial before, MaterialContent content,
        IReadOnlyList<TakenFile> files, IReadOnlyList<(string Kind, string Key)> named,
        MaterialAct act, CancellationToken stop)
    {
        var code = before.Dossier.EditionCode;
        var edition = await session.Reads.Set<Edition>().FirstAsync(row => row.Code == code, stop);
        if (MaterialRules.Keepable(content, MaterialLimits.Of(edition)) is { } tooMuch)
        {
            return tooMuch;
        }

        if (!MaterialRules.Decide(before.Material, act, before.Writers, before.Content)
            .Try(out var after, out var problem))
        {
            return problem;
        }

        var (id, n) = (after.Id, after.VersionN);
        await session.InsertAsync(new MaterialVersion(
            id, n, content.Words, act.Actor, act.Organization, act.At));
        foreach (var (index, file) in files.Index())
        {
            await session.InsertAsync(new MaterialFile(
                id, n, index + 1, file.Sha256, file.Name, file.Kind, file.Bytes));
        }

        foreach (var (index, one) in named.Index())
        {
            await session.InsertAsync(
                new MaterialReference(id, n, index + 1, one.Kind, one.Key));
        }

        return await MaterialWriter.StoreAsync(session, before, after, act) is { } late
            ? late
            : after;
    }

    private async Task<Outcome<List<TakenFile>>> TakeInAsync(
        IReadOnlyList<IFormFile> files, CancellationToken stop)
    {
        if (files.Count > MaterialFileKinds.FilesMax)
        {
            return new Problem(
                ProblemCode.LimitTooLarge, "files", MaterialFileKinds.FilesMax);
        }

        var taken = new List<TakenFile>();
        foreach (var file in files)
        {
            await using var content = file.OpenReadStream();
            if (!(await takeIn.RunAsync(content, file.FileName, stop))
                .Try(out var kept, out var unfit))
            {
                return unfit;
            }

            taken.Add(kept);
        }

        return taken;
    }

    private async Task<Outcome<List<(string Kind, string Key)>>> ReferencesAsync(
        IReadOnlyList<string> typed, IReadOnlyList<MaterialReference> known, Caller caller,
        CancellationToken stop)
    {
        if (typed.Count > MaterialRules.ReferencesMax)
        {
            return new Problem(
                ProblemCode.LimitTooLarge, "references", MaterialRules.ReferencesMax);
        }

        var named = new List<(string, string)>();
        foreach (var word in typed.Where(one => !string.IsNullOrWhiteSpace(one)).Distinct())
        {
            var (kind, key) = word.Split(':', 2) is [var first, var rest]
                ? (first, rest)
                : ("", "");
            // What a colleague named before stays named.
            if (!known.Any(one => one.Kind == kind && one.RefKey == key)
                && (sources.FirstOrDefault(one => one.Kind == kind) is not { } source
                    || !await source.MayNameAsync(caller, key, stop)))
            {
                return new Problem(ProblemCode.UnknownValue, "references", word);
            }

            named.Add((kind, key));
        }

        return named;
    }
}
