using System.Net.Http.Json;
using System.Text.Json;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.Cases;

/// <summary>One step on many cases, each answered for itself.</summary>
public sealed class BulkTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_fits_is_done_and_what_does_not_is_refused_with_its_reason(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var one = (await city.ReportAsync()).Number;
        var other = (await city.ReportAsync(TestPack.Manhole, lon: 102.05)).Number;
        await city.ActAsync("office", one, "accept");
        var answer = await BulkAsync(city, new
        {
            command = "accept",
            cases = new[] { new { number = one }, new { number = other }, new { number = "none" } },
        });
        Assert.Equal(1, answer.GetProperty("done").GetInt32());
        Assert.Equal(2, answer.GetProperty("refused").GetInt32());
        Assert.Equal(
            [(int)ProblemCode.CommandNotAllowedNow, 0, (int)ProblemCode.NotFound],
            Problems(answer));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Each_case_goes_to_the_unit_its_own_rule_proposes(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var numbers = new[]
        {
            (await city.ReportAsync()).Number,
            (await city.ReportAsync(TestPack.Manhole, lon: 102.05)).Number,
        };
        foreach (var command in new[] { "accept", "dispatch" })
        {
            var done = await BulkAsync(city, new
            {
                command, cases = numbers.Select(number => new { number }),
            });
            Assert.Equal(2, done.GetProperty("done").GetInt32());
        }

        var all = await city.GetAsync("/api/v1/cases?open=true", "office");
        Assert.Equal(
            new[] { TestPack.WestBureau, TestPack.Water }.Order(StringComparer.Ordinal),
            all.GetProperty("items").EnumerateArray()
                .Select(row => row.GetProperty("unit").GetProperty("code").GetString()!)
                .Order(StringComparer.Ordinal));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_same_key_does_each_case_once_and_answers_the_same(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var body = new
        {
            command = "note", text = "请跟进",
            cases = new[]
            {
                new { number = (await city.ReportAsync()).Number },
                new { number = (await city.ReportAsync(lon: 102.05)).Number },
            },
        };
        using var first = await city.PostAsync("/api/v1/cases/bulk", body, "office", key: "b1");
        using var again = await city.PostAsync("/api/v1/cases/bulk", body, "office", key: "b1");
        Assert.Equal(
            await first.Content.ReadAsStringAsync(), await again.Content.ReadAsStringAsync());
        var timeline = await city.GetAsync(
            $"/api/v1/cases/{body.cases[0].number}/timeline", "office");
        Assert.Equal(2, timeline.GetProperty("items").GetArrayLength());
    }

    [Fact]
    public async Task A_case_changed_since_it_was_chosen_is_left_alone()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var number = (await city.ReportAsync()).Number;
        await city.ActAsync("office", number, "note", new { text = "看过" });
        var answer = await BulkAsync(city, new
        {
            command = "accept", cases = new[] { new { number, version = 1 } },
        });
        Assert.Equal([(int)ProblemCode.ChangedMeanwhile], Problems(answer));
    }

    [Theory]
    [InlineData("split", 1, ProblemCode.UnknownValue)]
    [InlineData("relocate", 1, ProblemCode.UnknownValue)]
    [InlineData("edit", 1, ProblemCode.UnknownValue)]
    [InlineData("nonsense", 1, ProblemCode.UnknownValue)]
    [InlineData("accept", 0, ProblemCode.FieldRequired)]
    [InlineData("accept", ActOnCases.RowsMax + 1, ProblemCode.LimitTooLarge)]
    internal async Task What_cannot_be_asked_of_many_is_refused_as_a_whole(
        string command, int rows, ProblemCode code)
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        using var answer = await city.PostAsync(
            "/api/v1/cases/bulk",
            new { command, cases = Enumerable.Range(0, rows).Select(n => new { number = $"{n}" }) },
            "office");
        Assert.Equal((int)code, await TestCity.ProblemAsync(answer));
    }

    [Fact]
    public async Task Nobody_does_in_bulk_what_they_may_not_do_singly()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var number = (await city.ReportAsync()).Number;
        foreach (var caller in new[] { "bureau", "nobody" })
        {
            var answer = await BulkAsync(
                city, new { command = "accept", cases = new[] { new { number } } }, caller);
            Assert.Equal([(int)ProblemCode.NotPermitted], Problems(answer));
        }
    }

    private static async Task<JsonElement> BulkAsync(
        TestCity city, object body, string caller = "office")
    {
        using var answer = await city.PostAsync("/api/v1/cases/bulk", body, caller);
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static List<int> Problems(JsonElement answer) =>
    [
        .. answer.GetProperty("items").EnumerateArray().Select(item =>
            item.TryGetProperty("problem", out var problem)
                && problem.ValueKind == JsonValueKind.Object
                ? problem.GetProperty("number").GetInt32()
                : 0),
    ];
}
