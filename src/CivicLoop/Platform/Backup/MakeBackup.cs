using System.Formats.Tar;
using System.Security.Cryptography;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using Microsoft.Data.Sqlite;

namespace CivicLoop.Platform.Backup;

/// <summary>Packs a city into one archive while it may be serving: a copy of the database as it
/// stands at one moment, and the files, which are never changed once stored.</summary>
internal sealed class MakeBackup(CityOptions options, TimeProvider time)
{
    /// <summary>Name of a PostgreSQL dump inside the archive.</summary>
    public const string DumpName = "city.dump";

    public const string KeysFolder = "keys";

    public const string FilesFolder = "files";

    private const string Staging = "tmp";

    private readonly DataFolder folder = DataFolder.Visit(options);

    /// <summary>Writes the archive whole or not at all. Errors: it is there already, there is no
    /// city, the disk is full, pg_dump is missing.</summary>
    public async Task<Outcome<BackupManifest>> RunAsync(
        string file, bool withKeys, CancellationToken stop)
    {
        var target = Path.GetFullPath(file);
        if (File.Exists(target) || Directory.Exists(target))
        {
            return new Problem(ProblemCode.AlreadyExists, "file", target);
        }

        if (folder.Engine == DatabaseEngine.Sqlite && !File.Exists(folder.DatabaseFile))
        {
            return new Problem(ProblemCode.NotFound, "data", folder.Path);
        }

        var copy = target + ".database";
        var part = target + ".part";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            if (await CopyDatabaseAsync(copy, stop) is { } failed)
            {
                return failed;
            }

            var manifest = await PackAsync(copy, part, withKeys, stop);
            File.Move(part, target);
            return manifest;
        }
        catch (UnauthorizedAccessException error)
        {
            return new Problem(ProblemCode.FieldInvalid, "file", error.Message);
        }
        catch (IOException error)
        {
            return new Problem(ProblemCode.BackupFailed, "file", error.Message);
        }
        finally
        {
            File.Delete(copy);
            File.Delete(part);
        }
    }

    private async Task<Problem?> CopyDatabaseAsync(string copy, CancellationToken stop)
    {
        // What an interrupted backup left behind.
        File.Delete(copy);
        if (folder.Engine == DatabaseEngine.Postgres)
        {
            return await PostgresTools.DumpAsync(folder.ConnectionString, copy, stop);
        }

        // A live file is never copied: the log beside it holds what was written last.
        await using var connection = new SqliteConnection(folder.ConnectionString);
        await connection.OpenAsync(stop);
        await using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO @file";
        command.CommandTimeout = 0;
        command.Parameters.AddWithValue("@file", copy);
        await command.ExecuteNonQueryAsync(stop);
        return null;
    }

    private async Task<BackupManifest> PackAsync(
        string copy, string part, bool withKeys, CancellationToken stop)
    {
        var database = folder.Engine == DatabaseEngine.Sqlite
            ? Path.GetFileName(folder.DatabaseFile)
            : DumpName;
        List<(string Name, string File)> found =
        [
            (database, copy), .. Below(FilesFolder), .. withKeys ? Below(KeysFolder) : [],
        ];
        var parts = new List<BackupPart>(found.Count);
        foreach (var (name, path) in found)
        {
            await using var stream = File.OpenRead(path);
            var digest = await SHA256.HashDataAsync(stream, stop);
            parts.Add(new BackupPart(name, stream.Length, Convert.ToHexStringLower(digest)));
        }

        var manifest = new BackupManifest
        {
            Format = BackupManifest.FormatNow,
            MadeAt = time.GetUtcNow(),
            Engine = folder.Engine,
            Migrations = Migrator.Applied(folder.Engine, folder.ConnectionString),
            WithKeys = withKeys,
            Parts = parts,
        };
        await using var output = new FileStream(part, OwnerOnly());
        await using (var tar = new TarWriter(output, leaveOpen: true))
        {
            await WriteAsync(
                tar, BackupManifest.EntryName, new MemoryStream(manifest.Write()), stop);
            foreach (var (name, path) in found)
            {
                await using var stream = File.OpenRead(path);
                await WriteAsync(tar, name, stream, stop);
            }
        }

        output.Flush(flushToDisk: true);
        return manifest;
    }

    // The archive holds residents' words, and perhaps the keys.
    private static FileStreamOptions OwnerOnly()
    {
        var made = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            made.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return made;
    }

    private IEnumerable<(string Name, string File)> Below(string part)
    {
        var start = Path.Combine(folder.Path, part);
        return Directory.Exists(start)
            ? Directory.EnumerateFiles(start, "*", SearchOption.AllDirectories)
                .Select(file => (
                    Name: Path.GetRelativePath(folder.Path, file).Replace('\\', '/'), File: file))
                .Where(one => !one.Name.Split('/').Contains(Staging))
                .OrderBy(one => one.Name, StringComparer.Ordinal)
            : [];
    }

    private static async Task WriteAsync(
        TarWriter tar, string name, Stream stream, CancellationToken stop)
    {
        var entry = new PaxTarEntry(TarEntryType.RegularFile, name) { DataStream = stream };
        await tar.WriteEntryAsync(entry, stop);
    }
}
