using System.Net.Http.Json;
using System.Text.Json;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Inspections;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.Inspections;

/// <summary>After a draw every inspector has a way through the days of the plan.</summary>
public sealed class RouteTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_draw_gives_every_visit_a_day_and_an_hour_that_only_its_inspector_sees(
        DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine);
        var plan = await DrawnAsync(city);
        var routes = await city.GetAsync($"/api/v1/inspection-plans/{plan}/routes", "office");
        Assert.False(routes.GetProperty("isSolverMissing").GetBoolean());
        Assert.True(routes.GetProperty("metres").GetInt64()
            <= routes.GetProperty("nearestMetres").GetInt64());
        Assert.Equal(0, routes.GetProperty("unplaced").GetInt32());

        await using var context = city.City.Database.OpenContext();
        var stops = await context.Set<InspectionStop>().ToListAsync();
        var visits = await context.Set<Visit>().ToDictionaryAsync(row => row.Id);
        Assert.Equal(visits.Values.Count(row => row.Inspector is not null), stops.Count);
        Assert.All(stops, one => Assert.Equal(visits[one.VisitId].Inspector, one.Inspector));
        Assert.Equal(
            stops.Sum(one => one.Metres), routes.GetProperty("metres").GetInt64());

        // The inspector's own list follows the way; a unit is told of none of it.
        var first = routes.GetProperty("stops")[0];
        var who = routes.GetProperty("inspector").GetString()!;
        var mine = (await city.GetAsync("/api/v1/visits", who)).GetProperty("items")[0];
        Assert.Equal(Text(first, "visit"), Text(mine, "id"));
        Assert.Equal(Text(first, "day"), Text(mine, "day"));
        Assert.Equal(Text(first, "at"), Text(mine, "at"));
        var pack = await city.GetAsync("/api/v1/field/pack", who);
        Assert.Equal(
            Text(first, "at"),
            Text(pack.GetProperty("inspections").GetProperty("visits")[0], "at"));
        using var unit = await SendAsync(
            city, "water", HttpMethod.Get, $"/api/v1/inspection-plans/{plan}/routes");
        Assert.Equal((int)ProblemCode.NotPermitted, await TestCity.ProblemAsync(unit));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Sites_of_a_kind_are_visited_while_they_are_open(DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine);
        using (var wrong = await SendAsync(
            city, "office", HttpMethod.Put, "/api/v1/inspection-protocols/S01",
            new { kind = "Look", hours = "8 to 10" }))
        {
            Assert.Equal((int)ProblemCode.FieldInvalid, await TestCity.ProblemAsync(wrong));
        }

        using (var kept = await SendAsync(
            city, "office", HttpMethod.Put, "/api/v1/inspection-protocols/S01",
            new { kind = "Look", hours = "15:00-17:30" }))
        {
            Assert.True(kept.IsSuccessStatusCode, await kept.Content.ReadAsStringAsync());
        }

        await DrawnAsync(city);
        await using var context = city.City.Database.OpenContext();
        var open = await context.Set<InspectionStop>().Where(row => context.Set<Visit>()
            .Any(visit => visit.Id == row.VisitId && visit.SiteKindCode == "S01")).ToListAsync();
        Assert.NotEmpty(open);
        Assert.All(open, one => Assert.InRange(one.AtMinute, 900, 1050 - one.Minutes));
    }

    private static async Task<string> DrawnAsync(TestCity city)
    {
        var plan = await InspectedCity.PlanAsync(city);
        await InspectedCity.StepAsync(city, plan, "commit");
        await InspectedCity.StepAsync(city, plan, "draw");
        return plan;
    }

    private static async Task<HttpResponseMessage> SendAsync(
        TestCity city, string who, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        request.Headers.Add(TestCallers.Header, who);
        return await city.Http.SendAsync(request);
    }

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString()!;
}
