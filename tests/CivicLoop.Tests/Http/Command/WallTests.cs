using System.Net;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Cases;
using CivicLoop.Tests.Http.Responsibilities;

namespace CivicLoop.Tests.Http.Command;

/// <summary>Who may see the wall, and what it shows.</summary>
public sealed class WallTests
{
    private const string Links = "/api/v1/wall-links";
    private const string Keeper = "system-keeper";

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_link_opens_the_wall_until_it_ends(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        Assert.Equal(
            ProblemCode.NotPermitted, await city.RefuseAsync(Links, Link("2026-12-01"), "office"));
        foreach (var day in new[] { "2026-11-23", "2027-11-26" })
        {
            Assert.Equal(
                ProblemCode.WallDayUnfit, await city.RefuseAsync(Links, Link(day), Keeper));
        }

        var made = await city.DoAsync(Links, Link("2026-12-01"), Keeper);
        var address = made.GetProperty("address").GetString()!;
        Assert.Contains("data-wall", await city.PageAsync(address, "water"));
        await city.PageAsync("/wall", "water", HttpStatusCode.Forbidden);
        await city.PageAsync("/wall?key=guessed", "nobody", HttpStatusCode.Forbidden);
        Assert.DoesNotContain(
            address[^32..], (await city.GetAsync(Links, Keeper)).GetRawText());
        await city.DoAsync(
            $"{Links}/{made.GetProperty("link").Id()}/end", new { }, Keeper);
        await city.PageAsync(address, "water", HttpStatusCode.Forbidden);
        var other = await city.DoAsync(Links, Link("2026-12-01"), Keeper);
        city.Time.Advance(TimeSpan.FromDays(8));
        await city.PageAsync(
            other.GetProperty("address").GetString()!, "water", HttpStatusCode.Forbidden);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task It_shows_numbers_and_classes_and_nothing_of_a_person(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync(
            words: "张三家门口", contact: new { name = "张三", phone = "13800000000" });
        var wall = await city.PageAsync("/wall", "office");
        Assert.Contains("<dd>1</dd>", wall);
        Assert.Contains("暴露垃圾", wall);
        Assert.DoesNotContain("张三", wall);
        Assert.DoesNotContain("13800000000", wall);
        Assert.DoesNotContain(number, wall);
    }

    private static object Link(string until) => new { name = "指挥大厅", until };
}
