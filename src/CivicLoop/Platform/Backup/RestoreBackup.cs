using System.Formats.Tar;
using System.Security.Cryptography;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Platform.Backup;

/// <summary>What was restored, and what the journal in it says of itself.</summary>
internal sealed record Restored(BackupManifest Manifest, JournalReport Journal);

/// <summary>Unpacks a backup into an empty place and proves it: every part against its digest, the
/// journal against itself.</summary>
internal sealed class RestoreBackup(CityOptions options)
{
    private readonly DataFolder folder = DataFolder.Visit(options);

    /// <summary>Errors: no such file, a damaged archive, a place that is not empty, a backup of a
    /// newer program or of the other engine. Then the place is as empty as before.</summary>
    public async Task<Outcome<Restored>> RunAsync(string file, CancellationToken stop)
    {
        if (!File.Exists(file))
        {
            return new Problem(ProblemCode.NotFound, "file", file);
        }

        if (Directory.Exists(folder.Path)
            && Directory.EnumerateFileSystemEntries(folder.Path).Any())
        {
            return new Problem(ProblemCode.FolderNotEmpty, "data", folder.Path);
        }

        var done = false;
        try
        {
            var unpacked = await UnpackAsync(file, stop);
            if (!unpacked.Try(out var manifest, out var problem))
            {
                return problem;
            }

            done = true;
            await using var database = folder.Open();
            var journal = await new JournalVerifier(database).VerifyAsync(null, stop);
            return new Restored(manifest, journal);
        }
        catch (EndOfStreamException error)
        {
            return new Problem(ProblemCode.BackupDamaged, "file", error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return new Problem(ProblemCode.BackupFailed, "data", error.Message);
        }
        finally
        {
            if (!done)
            {
                Empty();
            }
        }
    }

    // The folder itself stays: it may be where a disk is mounted.
    private void Empty()
    {
        if (!Directory.Exists(folder.Path))
        {
            return;
        }

        foreach (var part in new DirectoryInfo(folder.Path).EnumerateFileSystemInfos())
        {
            if (part is DirectoryInfo inner)
            {
                inner.Delete(recursive: true);
            }
            else
            {
                part.Delete();
            }
        }
    }

    private async Task<Outcome<BackupManifest>> UnpackAsync(string file, CancellationToken stop)
    {
        try
        {
            await using var stream = File.OpenRead(file);
            await using var tar = new TarReader(stream);
            if (!(await ManifestAsync(tar, stop)).Try(out var manifest, out var problem))
            {
                return problem;
            }

            var failed = await PartsAsync(tar, manifest, stop)
                ?? await LoadAsync(manifest, stop);
            return failed is { } refused ? refused : manifest;
        }
        catch (Exception error)
            when (error is InvalidDataException or FormatException or ArgumentException)
        {
            return new Problem(ProblemCode.BackupDamaged, "file", error.Message);
        }
    }

    private async Task<Outcome<BackupManifest>> ManifestAsync(
        TarReader tar, CancellationToken stop)
    {
        var first = await tar.GetNextEntryAsync(copyData: false, stop);
        if (first is not { Name: BackupManifest.EntryName, DataStream: { } data }
            || first.Length > BackupManifest.BytesMax
            || BackupManifest.Read(data) is not { } manifest)
        {
            return new Problem(ProblemCode.BackupDamaged, "file", BackupManifest.EntryName);
        }

        if (manifest.Engine != folder.Engine)
        {
            return new Problem(ProblemCode.UnknownValue, "database", manifest.Engine.ToString());
        }

        return manifest.Migrations.Except(Migrator.Names(folder.Engine)).FirstOrDefault()
            is { } unknown
            ? new Problem(ProblemCode.DataNewerThanProgram, "file", unknown)
            : manifest;
    }

    private async Task<Problem?> PartsAsync(
        TarReader tar, BackupManifest manifest, CancellationToken stop)
    {
        var missing = manifest.Parts.ToDictionary(part => part.Name);
        while (await tar.GetNextEntryAsync(copyData: false, stop) is { } entry)
        {
            if (!missing.Remove(entry.Name, out var part)
                || !await IsWholeAsync(entry, part, stop))
            {
                return new Problem(ProblemCode.BackupDamaged, "file", entry.Name);
            }
        }

        return missing.Count == 0
            ? null
            : new Problem(ProblemCode.BackupDamaged, "file", missing.Keys.Order().First());
    }

    private async Task<bool> IsWholeAsync(
        TarEntry entry, BackupPart part, CancellationToken stop)
    {
        var target = Path.Combine(folder.Path, part.Name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        var made = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            made.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        await using var output = new FileStream(target, made);
        var buffer = new byte[1024 * 1024];
        var bytes = 0L;
        for (int read; entry.DataStream is { } data
            && (read = await data.ReadAsync(buffer, stop)) > 0; bytes += read)
        {
            hash.AppendData(buffer.AsSpan(0, read));
            await output.WriteAsync(buffer.AsMemory(0, read), stop);
        }

        output.Flush(flushToDisk: true);
        return bytes == part.Bytes
            && Convert.ToHexStringLower(hash.GetHashAndReset()) == part.Sha256;
    }

    // On PostgreSQL the dump goes where the connection string says, in one transaction.
    private async Task<Problem?> LoadAsync(BackupManifest manifest, CancellationToken stop)
    {
        if (manifest.Engine == DatabaseEngine.Sqlite)
        {
            return null;
        }

        if (Migrator.Applied(folder.Engine, folder.ConnectionString).Count > 0)
        {
            return new Problem(ProblemCode.FolderNotEmpty, "database", "PostgreSQL");
        }

        var dump = Path.Combine(folder.Path, MakeBackup.DumpName);
        var failed = await PostgresTools.RestoreAsync(folder.ConnectionString, dump, stop);
        File.Delete(dump);
        return failed;
    }
}
