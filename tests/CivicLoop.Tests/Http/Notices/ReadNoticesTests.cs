using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.Notices;

/// <summary>A person sees at a glance what is new to them.</summary>
public sealed class ReadNoticesTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_was_read_is_not_counted_and_one_persons_mark_is_not_anothers(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        for (var n = 0; n < 3; n++)
        {
            var (number, _) = await city.ReportAsync();
            await city.ActAsync("office", number, "accept");
            await city.ActAsync("office", number, "dispatch");
        }

        var told = await city.GetAsync("/api/v1/notices", "bureau");
        Assert.Equal(3, told.GetProperty("unread").GetInt32());
        var first = told.GetProperty("items")[0].GetProperty("id").GetGuid();
        using (await city.PostAsync($"/api/v1/notices/{first}/read", new { }, "bureau"))
        using (await city.PostAsync($"/api/v1/notices/{first}/read", new { }, "bureau"))
        {
            Assert.Equal(2, await UnreadAsync(city, "bureau"));
        }

        using (await city.PostAsync("/api/v1/notices/read", new { }, "bureau"))
        {
            Assert.Equal(0, await UnreadAsync(city, "bureau"));
        }

        city.Time.Advance(TimeSpan.FromMinutes(1));
        var (later, _) = await city.ReportAsync();
        await city.ActAsync("office", later, "accept");
        await city.ActAsync("office", later, "dispatch");
        Assert.Equal(1, await UnreadAsync(city, "bureau"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_notice_of_another_unit_cannot_be_marked(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch");
        var told = await city.GetAsync("/api/v1/notices", "bureau");
        var id = told.GetProperty("items")[0].GetProperty("id").GetGuid();
        using var answer = await city.PostAsync($"/api/v1/notices/{id}/read", new { }, "water");
        Assert.Equal((int)ProblemCode.NotFound, await TestCity.ProblemAsync(answer));
    }

    private static async Task<int> UnreadAsync(TestCity city, string caller) =>
        (await city.GetAsync("/api/v1/notices", caller)).GetProperty("unread").GetInt32();
}
