using System.IO.Compression;
using System.Text;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Intake;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Tests.City;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CivicLoop.Tests.Database.Intake;

/// <summary>A city without a server, to import into and export from.</summary>
internal sealed class IntakeCity : IAsyncDisposable
{
    public const string Header = "id,opened,due,closed,type,unit,lat,lon,from,place,flag";

    private const string Mapping =
        """
        {
         "name": "other",
         "columns": {
          "id": "id", "opened": "opened", "due": "due", "closed": "closed", "class": "type",
          "unit": "unit", "lat": "lat", "lon": "lon", "source": "from", "area": "place",
          "verdict": "flag"
         },
         "dateFormat": "yyyy-MM-dd HH:mm:ss",
         "dateZone": "local",
         "classBy": "NameEn",
         "sources": { "call": "Hotline", "staff": "Worker" },
         "unitsUnnamed": ["none"],
         "verdicts": { "OK": true, "LATE": false },
         "areaNames": { "Western side": ["Area 990101000000"] },
         "areasUnnamed": ["Testville"],
         "positionsUnnamed": []
        }
        """;

    private readonly TestDatabase database;
    private readonly ServiceProvider services;

    private IntakeCity(TestDatabase database, RunningCity city, FakeTimeProvider time)
    {
        this.database = database;
        City = city;
        services = Composition.ServicesOf(city, time);
        MappingFile = Write("mapping.json", Mapping);
    }

    public RunningCity City { get; }

    public string MappingFile { get; }

    public string RejectedFile => Path.Combine(database.Options.Data, "rejected.csv");

    public static async Task<IntakeCity> StartAsync(DatabaseEngine engine, Pack? pack = null)
    {
        var database = await TestDatabase.MigratedAsync(engine);
        var time = new FakeTimeProvider(TestCity.Start);
        var city = (await RunningCity.OpenEmptyAsync(database.Options, time)).Value;
        await using (var services = Composition.ServicesOf(city, time))
        {
            var installed = await services.GetRequiredService<CityInstaller>()
                .InstallAsync(pack ?? TestPack.Create());
            Assert.Null(installed.Problem);
        }

        await city.City.ReloadAsync(city.Database);
        return new IntakeCity(database, city, time);
    }

    /// <summary>The test city on Boston's clock, which changes twice a year.</summary>
    public static Pack OnBostonTime()
    {
        var pack = TestPack.Create();
        return pack with { Identity = pack.Identity with { TimeZone = "America/New_York" } };
    }

    public T Service<T>()
        where T : notnull =>
        services.GetRequiredService<T>();

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(database.Options.Data, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public static byte[] Gzip(string text)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return target.ToArray();
    }

    public Task<ImportReport> ImportRowsAsync(params string[] rows) =>
        ImportAsync(Write("rows.csv", string.Join('\n', rows.Prepend(Header))));

    public async Task<ImportReport> ImportAsync(
        string file, string? mapping = null, CancellationToken stop = default) =>
        (await TryImportAsync(file, mapping, stop)).Value;

    public Task<Outcome<ImportReport>> TryImportAsync(
        string file, string? mapping = null, CancellationToken stop = default) =>
        Service<ImportCases>().RunAsync(
            new ImportRequest(file)
            {
                Mapping = mapping ?? MappingFile,
                RejectedFile = RejectedFile,
            },
            stop);

    public async Task<List<Case>> CasesAsync()
    {
        await using var context = City.Database.OpenContext();
        return await context.Set<Case>().OrderBy(row => row.ReportedAt).ToListAsync();
    }

    public Task<JournalReport> VerifyAsync() =>
        new JournalVerifier(City.Database).VerifyAsync(progress: null, default);

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await City.DisposeAsync();
        await database.DisposeAsync();
    }
}
