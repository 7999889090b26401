using System.Formats.Tar;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform;
using CivicLoop.Platform.Backup;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Secrets;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.Running;

public sealed class BackupTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_backup_made_beside_a_serving_city_restores_to_a_city_that_verifies(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        PutFile(city, "files/ab/cd/picture.webp", "a picture");
        var (file, made) = await BackAsync(city);
        Assert.Null(made.Problem);
        // What comes after is not in it, and the city went on serving.
        await city.ReportAsync();

        await using var target = await TestDatabase.CreateAsync(engine);
        var restored = await new RestoreBackup(target.Options).RunAsync(file, default);
        Assert.Null(restored.Problem);
        Assert.Empty(restored.Value.Journal.Faults);
        Assert.Equal(
            "a picture",
            await File.ReadAllTextAsync(
                Path.Combine(target.Options.Data, "files/ab/cd/picture.webp"),
                TestContext.Current.CancellationToken));
        Assert.Equal([number], await NumbersAsync(target.Options));
        File.Delete(file);
    }

    [Theory, InlineData(false), InlineData(true)]
    public async Task The_keys_are_packed_only_where_they_are_asked_for(bool withKeys)
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        await city.ReportAsync(contact: new { email = "resident@example.org" });
        var (file, _) = await BackAsync(city, withKeys);
        await using var target = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        Assert.Null((await new RestoreBackup(target.Options).RunAsync(file, default)).Problem);
        Assert.Equal(withKeys, File.Exists(ContactVault.FileIn(target.Options.Data)));
        File.Delete(file);
    }

    [Fact]
    public async Task A_backup_with_one_byte_changed_is_refused_and_leaves_nothing()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        await city.ReportAsync();
        var (file, made) = await BackAsync(city);
        var bytes = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        // The middle of the database, which is by far the largest part.
        bytes[bytes.Length - (int)(made.Value.Parts[0].Bytes / 2)] ^= 1;
        await File.WriteAllBytesAsync(file, bytes, TestContext.Current.CancellationToken);
        Assert.Equal(ProblemCode.BackupDamaged, await RefusedAsync(file));
        File.Delete(file);
    }

    [Fact]
    public async Task A_backup_cut_off_in_the_middle_is_refused_and_leaves_nothing()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var (file, _) = await BackAsync(city);
        using (var cut = File.OpenWrite(file))
        {
            cut.SetLength(cut.Length / 2);
        }

        Assert.Equal(ProblemCode.BackupDamaged, await RefusedAsync(file));
        File.Delete(file);
    }

    [Theory]
    [InlineData("not an archive at all")]
    [InlineData("")]
    public async Task A_file_that_is_no_backup_is_refused(string content)
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        Assert.Equal(ProblemCode.BackupDamaged, await RefusedAsync(file));
        File.Delete(file);
    }

    [Fact]
    public async Task An_archive_that_reaches_out_of_its_folder_is_refused()
    {
        var file = Path.GetTempFileName();
        var manifest = new BackupManifest
        {
            Format = BackupManifest.FormatNow,
            MadeAt = TestCity.Start,
            Engine = DatabaseEngine.Sqlite,
            Migrations = [],
            WithKeys = false,
            Parts = [new BackupPart("../outside", 0, "")],
        };
        await using (var tar = new TarWriter(File.Create(file)))
        {
            await tar.WriteEntryAsync(
                new PaxTarEntry(TarEntryType.RegularFile, BackupManifest.EntryName)
                {
                    DataStream = new MemoryStream(manifest.Write()),
                },
                TestContext.Current.CancellationToken);
        }

        Assert.Equal(ProblemCode.BackupDamaged, await RefusedAsync(file));
        File.Delete(file);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named() =>
        Assert.Equal(ProblemCode.NotFound, await RefusedAsync("/no/such/backup.tar"));

    [Fact]
    public async Task A_city_is_never_restored_over_another()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var (file, _) = await BackAsync(city);
        var refused = await new RestoreBackup(city.City.Folder.Options).RunAsync(file, default);
        Assert.Equal(ProblemCode.FolderNotEmpty, refused.Problem?.Code);
        await city.ReportAsync();
        File.Delete(file);
    }

    [Fact]
    public async Task A_backup_never_takes_the_place_of_another()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var (file, _) = await BackAsync(city);
        var again = await new MakeBackup(city.City.Folder.Options, city.Time)
            .RunAsync(file, withKeys: false, default);
        Assert.Equal(ProblemCode.AlreadyExists, again.Problem?.Code);
        File.Delete(file);
    }

    [Fact]
    public async Task A_folder_without_a_city_has_nothing_to_back_up()
    {
        await using var empty = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var made = await new MakeBackup(empty.Options, TimeProvider.System)
            .RunAsync(FileName(), withKeys: false, default);
        Assert.Equal(ProblemCode.NotFound, made.Problem?.Code);
    }

    private static async Task<(string File, Outcome<BackupManifest> Made)> BackAsync(
        TestCity city, bool withKeys = false)
    {
        var file = FileName();
        var made = await new MakeBackup(city.City.Folder.Options, city.Time)
            .RunAsync(file, withKeys, default);
        Assert.False(File.Exists(file + ".part"));
        Assert.False(File.Exists(file + ".database"));
        return (file, made);
    }

    private static async Task<ProblemCode?> RefusedAsync(string file)
    {
        await using var target = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        var refused = await new RestoreBackup(target.Options).RunAsync(file, default);
        Assert.Empty(Directory.EnumerateFileSystemEntries(
            Directory.CreateDirectory(target.Options.Data).FullName));
        return refused.Problem?.Code;
    }

    private static async Task<List<string>> NumbersAsync(CityOptions options)
    {
        await using var database = DataFolder.Visit(options).Open();
        await using var connection = await database.OpenReadAsync(default);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT number FROM cases ORDER BY number";
        await using var rows = await command.ExecuteReaderAsync();
        var numbers = new List<string>();
        while (await rows.ReadAsync())
        {
            numbers.Add(rows.GetString(0));
        }

        return numbers;
    }

    private static void PutFile(TestCity city, string name, string content)
    {
        var file = Path.Combine(city.City.Folder.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, content);
    }

    private static string FileName() =>
        Path.Combine(Path.GetTempPath(), $"civicloop-{Guid.CreateVersion7():N}.tar");
}
