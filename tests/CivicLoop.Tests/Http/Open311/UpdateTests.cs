using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.Open311;

/// <summary>Updates in both directions.</summary>
public sealed class UpdateTests
{
    internal static (string Name, string Value)[] Update(
        string key, string number, params (string Name, string Value)[] more) =>
    [
        .. new[]
        {
            ("api_key", key), ("service_request_id", number), ("update_id", "u-1"),
            ("status", "FIXED"), ("description", "邻居说修好了 👍"),
            ("updated_datetime", "2026-11-24T10:30:00+08:00"),
        }.Where(field => more.All(other => other.Item1 != field.Item1)),
        .. more.Where(field => field.Value != "-"),
    ];

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Public_steps_of_a_time_are_listed_with_the_extended_status(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        city.Time.Advance(TimeSpan.FromHours(1));
        await city.CloseAsync(number);
        var all = await city.Get311Async("servicerequestupdates.xml");
        Assert.Equal(
            ["open", "planned", "in_progress", "in_progress", "fixed", "fixed"],
            all.Values("status"));
        Assert.Equal(6, all.Values("update_id").Distinct().Count());
        Assert.All(all.Values("service_request_id"), one => Assert.Equal(number, one));
        var later = await city.Get311Async(
            "servicerequestupdates.xml?start_date=2026-11-24T02:30:00Z");
        Assert.Equal(5, later.Values("update_id").Count);
        Assert.Equal(all.Values("update_id")[1], later.Values("update_id")[0]);
        Spark.AssertSame(all.Xml, (await city.Get311Async("servicerequestupdates.json")).Json);
        Assert.Equal(
            400, (await city.Get311Async("servicerequestupdates.xml?start_date=2026")).Status);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task An_update_becomes_a_note_once_and_closes_nothing(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var key = await city.KeyAsync();
        var (number, _) = await city.ReportAsync();
        var first = await city.Post311Async("servicerequestupdates.xml", Update(key, number));
        var again = await city.Post311Async("servicerequestupdates.xml", Update(key, number));
        Assert.True(first.Status == 200, first.Text);
        Assert.Equal("u-1", first.Value("update_id"));
        Assert.Equal(first.Text, again.Text);
        var other = await city.Post311Async(
            "servicerequestupdates.xml", Update(key, number, ("description", "else")));
        Assert.Equal(400, other.Status);
        Assert.Equal([40904], other.Codes());
        var view = await city.GetAsync($"/api/v1/cases/{number}", "office");
        Assert.True(view.GetProperty("isOpen").GetBoolean());
        var timeline = await city.GetAsync($"/api/v1/cases/{number}/timeline", "office");
        var notes = timeline.GetProperty("items").EnumerateArray()
            .Where(one => one.GetProperty("step").GetProperty("command").GetString() == "Note");
        Assert.Equal(
            "[FIXED] 邻居说修好了 👍", Assert.Single(notes).GetProperty("words").GetString());
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Fact]
    public async Task An_update_is_refused_with_everything_that_is_wrong()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var key = await city.KeyAsync();
        var (number, _) = await city.ReportAsync();
        Assert.Equal(403, (await city.Post311Async(
            "servicerequestupdates.xml", Update("wrong", number))).Status);
        Assert.Equal(404, (await city.Post311Async(
            "servicerequestupdates.xml", Update(key, "none"))).Status);
        var answer = await city.Post311Async("servicerequestupdates.xml", Update(
            key, number, ("update_id", "-"), ("status", "MAYBE"),
            ("updated_datetime", "2026-11-24T10:30:00"), ("description", new string('x', 4001))));
        Assert.Equal(400, answer.Status);
        Assert.Equal([40001, 40002, 40007, 40009], answer.Codes().Order());
    }
}
