using System.Net;
using System.Text;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using CivicLoop.Tests.City;
using Npgsql;

namespace CivicLoop.Tests.Http;

/// <summary>What people and programs send wrong, and the answer each gets by name.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("""{"class":"E0102","lat":25.05}""", ProblemCode.PositionIncomplete, "lon")]
    [InlineData("""{"class":"E0102","lat":48.2,"lon":16.4}""",
        ProblemCode.PositionOutsideCity, "lat")]
    [InlineData("""{"class":"E0102","lat":95,"lon":102.02}""",
        ProblemCode.PositionOutOfRange, "lat")]
    [InlineData("""{"class":"X1","lat":25.05,"lon":102.02}""", ProblemCode.UnknownClass, "class")]
    [InlineData("""{"lat":25.05,"lon":102.02}""", ProblemCode.FieldRequired, "class")]
    [InlineData("""{"class":"E0102"}""", ProblemCode.FieldRequired, "lat")]
    [InlineData("""{"class":"E0102","lat":25.05,"lon":102.02,"coordinateSystem":"XY"}""",
        ProblemCode.UnknownCoordinateSystem, "coordinateSystem")]
    [InlineData("""{"class":"E0102","lat":25.05,"lon":102.02,"contact":{"email":"nobody"}}""",
        ProblemCode.FieldInvalid, "email")]
    [InlineData("""{"class":"E0102","lat":25.05,"lon":102.02,"source":"Media"}""",
        ProblemCode.NotPermitted, "source")]
    internal async Task A_wrong_report_is_refused_with_its_field(
        string body, ProblemCode code, string field)
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await city.Http.PostAsync("/api/v1/cases", content);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.Equal((int)code / 100, (int)answer.StatusCode);
        Assert.Contains($"\"number\":{(int)code}", text, StringComparison.Ordinal);
        Assert.Contains($"\"field\":\"{field}\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Four_thousand_characters_are_taken_and_one_more_is_refused()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        await city.ReportAsync(words: new string('满', CaseAction.WordsMax));
        using var answer = await city.PostAsync("/api/v1/cases", new
        {
            @class = TestPack.Rubbish, lat = 25.05, lon = 102.02,
            description = new string('满', CaseAction.WordsMax + 1),
        });
        Assert.Equal((int)ProblemCode.FieldTooLong, await TestCity.ProblemAsync(answer));
    }

    [Theory]
    [InlineData("102,7")]
    [InlineData("1,027.5")]
    [InlineData("east")]
    public void A_comma_in_a_typed_degree_is_refused_not_read_as_thousands(string typed)
    {
        var refused = TypedNumber.Read(typed, "lon").Problem;
        Assert.Equal(ProblemCode.FieldInvalid, refused?.Code);
        Assert.Equal("lon", refused?.Field);
        Assert.Equal(102.7, TypedNumber.Read(" 102.7 ", "lon").Value.Value);
        Assert.Null(TypedNumber.Read("", "lon").Value.Value);
    }

    [Fact]
    public async Task A_date_without_a_zone_is_refused()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        using var request = new HttpRequestMessage(
            HttpMethod.Get, "/api/v1/cases?from=2026-11-01T00:00:00");
        request.Headers.Add(TestCallers.Header, "office");
        using var answer = await city.Http.SendAsync(request);
        Assert.Equal((int)ProblemCode.DateWithoutZone, await TestCity.ProblemAsync(answer));
    }

    [Fact]
    public async Task A_case_that_changed_meanwhile_is_not_overwritten()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var (number, _) = await city.ReportAsync();
        await city.ActAsync("office", number, "accept", new { version = 1 });
        Assert.Equal(
            (int)ProblemCode.ChangedMeanwhile,
            await city.RefusedAsync("office", number, "dispatch", new { version = 1 }));
    }

    [Fact]
    public async Task A_second_program_on_the_same_folder_is_refused()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var second = DataFolder.Claim(city.City.Folder.Options);
        Assert.Equal(ProblemCode.FolderInUse, second.Problem?.Code);
    }

    [Fact]
    public async Task A_database_that_goes_away_is_told_and_nothing_accepted_is_lost()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Postgres);
        var (number, _) = await city.ReportAsync();
        var name = new NpgsqlConnectionStringBuilder(city.City.Folder.ConnectionString).Database;
        await AsServerAsync($"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS false");
        await AsServerAsync(
            $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'");
        using (var refused = await city.PostAsync(
            "/api/v1/cases", new { @class = TestPack.Rubbish, lat = 25.05, lon = 102.03 }))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.True(refused.Headers.Contains("Retry-After"));
        }

        await AsServerAsync($"ALTER DATABASE {name} WITH ALLOW_CONNECTIONS true");
        await city.ReportAsync(lon: 102.04);
        var all = await city.GetAsync("/api/v1/cases", "office");
        Assert.Equal(2, all.GetProperty("items").GetArrayLength());
        Assert.Contains(number, all.ToString(), StringComparison.Ordinal);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    private static async Task AsServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(TestDatabase.PostgresServer);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
