using CivicLoop.Domain.Problems;
using Microsoft.Data.Sqlite;

namespace CivicLoop.Platform.Database;

/// <summary>A city's place on disk, opened for one program at a time: two writers on one embedded
/// database would each believe to be alone.</summary>
internal sealed class DataFolder : IDisposable
{
    private readonly FileStream? claim;

    private DataFolder(CityOptions options, FileStream? claim)
    {
        Options = options;
        this.claim = claim;
    }

    public CityOptions Options { get; }

    public string Path => System.IO.Path.GetFullPath(Options.Data);

    public DatabaseEngine Engine =>
        Options.Database is null ? DatabaseEngine.Sqlite : DatabaseEngine.Postgres;

    public string ConnectionString =>
        Options.Database ?? new SqliteConnectionStringBuilder
        {
            DataSource = DatabaseFile,
            ForeignKeys = true,
        }.ToString();

    public string DatabaseFile => System.IO.Path.Combine(Path, "city.db");

    /// <summary>Opens the folder for writing. Errors: another program has it; it cannot be made.
    /// </summary>
    public static Outcome<DataFolder> Claim(CityOptions options)
    {
        var path = System.IO.Path.GetFullPath(options.Data);
        try
        {
            Directory.CreateDirectory(path);
            var file = System.IO.Path.Combine(path, "in-use");
            return options.Database is null
                ? new DataFolder(
                    options,
                    new FileStream(
                        file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
                : new DataFolder(options, claim: null);
        }
        catch (UnauthorizedAccessException)
        {
            return new Problem(ProblemCode.FieldInvalid, "data", path);
        }
        catch (IOException error)
        {
            return Directory.Exists(path)
                ? new Problem(ProblemCode.FolderInUse, "data", path)
                : new Problem(ProblemCode.FieldInvalid, "data", error.Message);
        }
    }

    /// <summary>Opens the folder beside a program that may be serving it; for reading only.
    /// </summary>
    public static DataFolder Visit(CityOptions options) => new(options, claim: null);

    /// <summary>Brings the schema up to date, after a copy of what was there. Errors: the database
    /// was made by a newer program.</summary>
    public Outcome<CityDatabase> OpenDatabase(TimeProvider time)
    {
        var applied = Migrator.Applied(Engine, ConnectionString);
        if (applied.Except(Migrator.Names(Engine)).FirstOrDefault() is { } unknown)
        {
            return new Problem(ProblemCode.DataNewerThanProgram, "data", unknown);
        }

        if (applied.Count < Migrator.Names(Engine).Count)
        {
            if (applied.Count > 0 && Engine == DatabaseEngine.Sqlite)
            {
                KeepCopy(time);
            }

            Migrator.Apply(Engine, ConnectionString);
        }

        return Open();
    }

    /// <summary>Opens the database as it is.</summary>
    public CityDatabase Open() =>
        Engine == DatabaseEngine.Sqlite
            ? new SqliteDatabase(DatabaseFile)
            : new PostgresDatabase(ConnectionString);

    public void Dispose() => claim?.Dispose();

    private void KeepCopy(TimeProvider time)
    {
        var name = $"city-before-migration-{time.GetUtcNow():yyyyMMddHHmmss}.db";
        using var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "VACUUM INTO @file";
        command.Parameters.AddWithValue("@file", System.IO.Path.Combine(Path, name));
        command.ExecuteNonQuery();
    }
}
