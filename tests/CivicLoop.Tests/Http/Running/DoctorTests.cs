using CivicLoop.Platform;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Secrets;
using CivicLoop.Tests.City;
using Microsoft.Extensions.Time.Testing;

namespace CivicLoop.Tests.Http.Running;

public sealed class DoctorTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_sound_city_is_found_sound_while_it_serves(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        await city.ReportAsync(contact: new { email = "resident@example.org" });
        await city.Service<JournalSealer>().SealAsync(default);
        var found = await LookAsync(city, TimeOf(engine, city));
        Assert.Equal(
            ["configuration", "storage", "disk", "database", "clock", "calendar", "contact key",
                "journal"],
            found.Select(one => one.What));
        Assert.All(
            found.Where(one => one.What is not ("disk" or "calendar")),
            one => Assert.Equal((one.What, Finding.Fine), (one.What, one.Finding)));
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named()
    {
        var found = await new Doctor(
            new CityOptions { Data = "/no/such/folder" }, TimeProvider.System).LookAsync(default);
        Assert.Equal(Finding.Failed, Of(found, "storage").Finding);
        Assert.Contains("/no/such/folder", Of(found, "database").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_nobody_can_listen_at_is_found()
    {
        var found = await new Doctor(
            new CityOptions { Data = "/no/such/folder", Urls = "everywhere" },
            TimeProvider.System).LookAsync(default);
        Assert.Equal(Finding.Failed, Of(found, "configuration").Finding);
    }

    [Fact]
    public async Task Mail_without_the_citys_own_address_is_warned_of()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var options = city.City.Folder.Options;
        var found = await new Doctor(options, city.Time, sendsMail: true).LookAsync(default);
        Assert.Equal(Finding.Warned, Of(found, "configuration").Finding);
        Assert.Contains(
            "CIVICLOOP_PUBLICURL", Of(found, "configuration").Detail, StringComparison.Ordinal);
        found = await new Doctor(
            options with { PublicUrl = "https://city.example" }, city.Time, sendsMail: true)
            .LookAsync(default);
        Assert.Equal(Finding.Fine, Of(found, "configuration").Finding);
    }

    [Fact]
    public async Task A_postgresql_that_does_not_answer_is_found()
    {
        // Port 1 is nobody's.
        var found = await new Doctor(
            new CityOptions
            {
                Data = Path.GetTempPath(),
                Database = "Host=127.0.0.1;Port=1;Username=nobody;Timeout=2",
            },
            TimeProvider.System).LookAsync(default);
        Assert.Equal(Finding.Failed, Of(found, "database").Finding);
    }

    [Fact]
    public async Task A_clock_set_back_is_found_by_the_journal()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        await city.ReportAsync();
        var found = await LookAsync(city, TestCity.Start.AddHours(-1));
        Assert.Equal(Finding.Failed, Of(found, "clock").Finding);
    }

    [Theory]
    [InlineData(200, Finding.Fine)]
    [InlineData(60, Finding.Warned)]
    [InlineData(-1, Finding.Failed)]
    internal async Task A_calendar_is_asked_for_before_it_ends(int daysLeft, Finding expected)
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var last = city.City.City.Current.CalendarDocument.LastKnownYear;
        var day = new DateTimeOffset(last, 12, 31, 4, 0, 0, TimeSpan.Zero).AddDays(-daysLeft);
        Assert.Equal(expected, Of(await LookAsync(city, day), "calendar").Finding);
    }

    [Fact]
    public async Task A_lost_or_exchanged_contact_key_is_found()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        await city.ReportAsync(contact: new { email = "resident@example.org" });
        var key = ContactVault.FileIn(city.City.Folder.Path);
        File.Move(key, key + ".lost");
        Assert.Equal(
            Finding.Failed, Of(await LookAsync(city, TestCity.Start), "contact key").Finding);
        await File.WriteAllBytesAsync(key, new byte[32], TestContext.Current.CancellationToken);
        Assert.Equal(
            Finding.Failed, Of(await LookAsync(city, TestCity.Start), "contact key").Finding);
    }

    [Fact]
    public async Task A_journal_that_nobody_seals_is_warned_about()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        await city.ReportAsync();
        var later = TestCity.Start.AddHours(2);
        Assert.Equal(Finding.Warned, Of(await LookAsync(city, later), "journal").Finding);
    }

    // PostgreSQL has a clock of its own, which a test does not hold.
    private static DateTimeOffset TimeOf(DatabaseEngine engine, TestCity city) =>
        engine == DatabaseEngine.Postgres
            ? TimeProvider.System.GetUtcNow()
            : city.Time.GetUtcNow();

    private static Task<IReadOnlyList<Checked>> LookAsync(TestCity city, DateTimeOffset now) =>
        new Doctor(city.City.Folder.Options, new FakeTimeProvider(now)).LookAsync(default);

    private static Checked Of(IReadOnlyList<Checked> found, string what) =>
        Assert.Single(found, one => one.What == what);
}
