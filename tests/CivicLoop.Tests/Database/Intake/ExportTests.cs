using System.Text.Json;
using CivicLoop.Domain.Cases;
using CivicLoop.Modules.Intake;
using CivicLoop.Modules.Simulation;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Domain.Packs;

namespace CivicLoop.Tests.Database.Intake;

public sealed class ExportTests
{
    private static readonly string OwnMapping = Path.Combine(PackFolders.Root, "import.json");

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Exported_cases_can_be_imported_again_and_say_the_same(
        DatabaseEngine engine)
    {
        await using var from = await SimulatedAsync(engine);
        var file = from.Write("cases.csv", await ExportAsync(from, ExportFormat.Csv, true));
        await using var to = await IntakeCity.StartAsync(engine);
        var report = await to.ImportAsync(file, OwnMapping);

        var before = (await from.CasesAsync())
            .Where(row => row.State is not CaseState.Merged)
            .ToDictionary(row => "civicloop:" + row.Number);
        var after = (await to.CasesAsync()).ToDictionary(row => row.ExternalId!);
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        Assert.Equal(report.Rows - before.Count, report.Rejected);
        Assert.All(after, pair => Same(before[pair.Key], pair.Value));
        Assert.Empty((await to.VerifyAsync()).Faults);
    }

    [Fact]
    public async Task Private_cases_leave_only_where_asked_for_and_contacts_never()
    {
        await using var city = await SimulatedAsync(DatabaseEngine.Sqlite);
        var open = System.Text.Encoding.UTF8.GetString(
            await ExportAsync(city, ExportFormat.Csv, withPrivate: false));
        var all = System.Text.Encoding.UTF8.GetString(
            await ExportAsync(city, ExportFormat.Csv, withPrivate: true));
        Assert.DoesNotContain(TestPack.Unhoused, open, StringComparison.Ordinal);
        Assert.Contains(TestPack.Unhoused, all, StringComparison.Ordinal);
        Assert.DoesNotContain("example.org", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GeoJson_holds_every_public_case_as_a_point()
    {
        await using var city = await SimulatedAsync(DatabaseEngine.Sqlite);
        var cases = (await city.CasesAsync()).Where(row => !row.IsPrivate).ToList();
        using var json = JsonDocument.Parse(
            await ExportAsync(city, ExportFormat.GeoJson, withPrivate: false));
        var features = json.RootElement.GetProperty("features").EnumerateArray().ToList();
        Assert.Equal(cases.Count, features.Count);
        Assert.Equal(
            cases[0].Lon,
            features[0].GetProperty("geometry").GetProperty("coordinates")[0].GetDouble());
    }

    [Fact]
    public async Task Words_that_a_spreadsheet_would_run_are_guarded_and_come_back_as_they_were()
    {
        await using var city = await IntakeCity.StartAsync(DatabaseEngine.Sqlite);
        var header = string.Join(',', CaseColumns.Names);
        var fields = CaseColumns.Names.Select(name => name switch
        {
            "number" => "n1",
            "class" => TestPack.Rubbish,
            "state" => "Dispatched",
            "source" => "Resident",
            "reported_at" => "2026-11-01T10:00:00.000000Z",
            "lat" => "25.05",
            "lon" => "102.02",
            "description" => "=1+1",
            _ => "",
        });
        await city.ImportAsync(
            city.Write("one.csv", $"{header}\n{string.Join(',', fields)}\n"), OwnMapping);
        var bytes = await ExportAsync(city, ExportFormat.Csv, withPrivate: false);
        Assert.Contains(
            "'=1+1", System.Text.Encoding.UTF8.GetString(bytes), StringComparison.Ordinal);
        await using var other = await IntakeCity.StartAsync(DatabaseEngine.Sqlite);
        await other.ImportAsync(other.Write("two.csv", bytes), OwnMapping);
        Assert.Equal("=1+1", Assert.Single(await other.CasesAsync()).Description);
    }

    [Fact]
    public async Task A_time_without_zone_in_our_own_format_is_rejected()
    {
        await using var city = await IntakeCity.StartAsync(DatabaseEngine.Sqlite);
        var header = string.Join(',', CaseColumns.Names);
        var fields = CaseColumns.Names.Select(name =>
            name is "reported_at" ? "2026-11-01T10:00:00" : name is "number" ? "n1" : "");
        var report = await city.ImportAsync(
            city.Write("one.csv", $"{header}\n{string.Join(',', fields)}\n"), OwnMapping);
        Assert.Equal(
            [CivicLoop.Domain.Problems.ProblemCode.DateWithoutZone], report.RejectedBy.Keys);
    }

    private static void Same(Case one, Case other)
    {
        Assert.Equal(one.ClassCode, other.ClassCode);
        Assert.Equal(one.ReportedAt, other.ReportedAt);
        Assert.Equal((one.Lat, one.Lon), (other.Lat, other.Lon));
        Assert.Equal(one.Description, other.Description);
        Assert.Equal(one.Address, other.Address);
        Assert.Equal(one.Source, other.Source);
        Assert.Equal(one.IsOpen, other.IsOpen);
        Assert.Equal(one.IsPrivate, other.IsPrivate);
        Assert.Equal(one.UnitOrg, other.UnitOrg);
        Assert.Equal(one.LineOrg, other.LineOrg);
        Assert.Equal(one.TerritoryOrg, other.TerritoryOrg);
        if (one.State == CaseState.Closed)
        {
            Assert.Equal(one.ClosedAt, other.ClosedAt);
            Assert.Equal(one.Territory.DueAt, other.Territory.DueAt);
        }
    }

    private static async Task<IntakeCity> SimulatedAsync(DatabaseEngine engine)
    {
        var city = await IntakeCity.StartAsync(engine);
        var simulated = await city.Service<SimulateCases>().RunAsync(
            new SimulateRequest(10, 300, 5, TestCity.Start));
        Assert.Equal(300, simulated.Value.New);
        return city;
    }

    private static async Task<byte[]> ExportAsync(
        IntakeCity city, ExportFormat format, bool withPrivate)
    {
        using var target = new MemoryStream();
        await city.Service<ExportCases>().RunAsync(target, format, withPrivate);
        return target.ToArray();
    }
}
