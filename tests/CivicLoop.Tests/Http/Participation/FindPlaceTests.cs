using CivicLoop.Modules.Participation;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.Participation;

/// <summary>An address leads to a place without anybody outside being asked.</summary>
public sealed class FindPlaceTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Streets_of_opened_public_cases_are_found_by_any_part_of_their_name(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        foreach (var typed in new[] { "翠湖西路", "五华区翠湖西路 99 号", "湖西路", "西路" })
        {
            var found = await city.Service<FindPlaces>().RunAsync(typed, default);
            Assert.Equal("翠湖西路", found[0].Name.Zh);
            Assert.Equal((25.05, 102.03), (found[0].Lat, found[0].Lon));
        }

        foreach (var unknown in new[] { "金碧路", "隐巷", "待立案街", "", "x", "%", "西路'" })
        {
            Assert.Empty(await city.Service<FindPlaces>().RunAsync(unknown, default));
        }

        var area = Assert.Single(
            await city.Service<FindPlaces>().RunAsync("Area 990101001001", default));
        Assert.True(area.IsArea);
        var answer = await city.GetAsync(
            "/api/v1/public/places?words=" + Uri.EscapeDataString("翠湖西路"));
        Assert.Equal(1, answer.GetProperty("items").GetArrayLength());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task An_erased_address_is_forgotten(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, secret) = await ReportAsync(city, "翠湖西路12号", 102.02);
        await city.Service<GatherPlaceNames>().RunAsync(default);
        Assert.Single(await city.Service<FindPlaces>().RunAsync("翠湖西路", default));
        using var answer = await city.PostAsync($"/api/v1/cases/{number}/erase", new { secret });
        answer.EnsureSuccessStatusCode();
        await city.Service<GatherPlaceNames>().RunAsync(default);
        Assert.Empty(await city.Service<FindPlaces>().RunAsync("翠湖西路", default));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task They_are_gathered_when_it_is_time_and_not_before(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var gather = city.Service<GatherPlaceNames>();
        Assert.Null(await gather.IfDueAsync(default));
        city.Time.Advance(GatherPlaceNames.Every);
        // The city's own job hears of the new time as well; one of the two does the work.
        await gather.IfDueAsync(default);
        await using var context = city.City.Database.OpenContext();
        var made = await context.Set<PlaceNamesMade>().SingleAsync();
        Assert.True(made.MadeAt >= TestCity.Start + GatherPlaceNames.Every);
        Assert.Null(await gather.IfDueAsync(default));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_form_finds_an_address_without_script_and_keeps_what_was_typed(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        using var visitor = new Visitor(city);
        await visitor.OpenAsync("/report");
        await visitor.SendAsync("/report?handler=Find", ("description", "Bags"));
        Assert.NotNull(visitor.ProblemAt("address"));
        await visitor.SendAsync(
            "/report?handler=Find", ("address", "Nowhere Lane"), ("description", "Bags"));
        Assert.Contains("knows no such place", visitor.Page, StringComparison.Ordinal);
        await visitor.SendAsync(
            "/report?handler=Find", ("address", "翠湖西路 7 号"), ("description", "Bags"));
        Assert.Contains(
            "value=\"25.050000,102.030000,翠湖西路\"", visitor.Page, StringComparison.Ordinal);
        await visitor.SendAsync(
            "/report?handler=Find", ("address", "翠湖西路 7 号"), ("description", "Bags"),
            ("place", "25.050000,102.030000,翠湖西路"));
        Assert.Equal("25.050000", visitor.ValueOf("lat"));
        Assert.Equal("102.030000", visitor.ValueOf("lon"));
        Assert.Equal("翠湖西路 7 号", visitor.ValueOf("address"));
        Assert.Equal("Bags", visitor.ValueOf("description"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task List_and_map_show_what_lies_near_an_address(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var (far, _) = await city.ReportAsync(lat: 25.02, lon: 102.35);
        using var visitor = new Visitor(city);
        foreach (var page in new[] { "/cases", "/map" })
        {
            await visitor.OpenAsync(page + "?near=" + Uri.EscapeDataString("翠湖西路"));
            Assert.Contains("Cases near", visitor.Page, StringComparison.Ordinal);
            Assert.DoesNotContain(far, visitor.Page, StringComparison.Ordinal);
            Assert.Contains("/cases/990101-", visitor.Page, StringComparison.Ordinal);
            await visitor.OpenAsync(page + "?near=Nowhere");
            Assert.Contains(
                "knows no such place: Nowhere", visitor.Page, StringComparison.Ordinal);
        }
    }

    private static async Task<TestCity> StartAsync(DatabaseEngine engine)
    {
        var city = await TestCity.StartAsync(engine);
        await ReportAsync(city, "翠湖西路12号", 102.02);
        await ReportAsync(city, "五华区翠湖西路 14 号", 102.04);
        await ReportAsync(city, "隐巷3号", 102.05, TestPack.Unhoused);
        await ReportAsync(city, "待立案街1号", 102.06, accept: false);
        await city.Service<GatherPlaceNames>().RunAsync(default);
        return city;
    }

    private static async Task<(string Number, string Secret)> ReportAsync(
        TestCity city, string address, double lon, string @class = TestPack.Rubbish,
        bool accept = true)
    {
        using var answer = await city.PostAsync(
            "/api/v1/cases",
            new { @class, lat = 25.05, lon, address, description = "垃圾" });
        var text = await answer.Content.ReadAsStringAsync();
        var body = System.Text.Json.JsonDocument.Parse(text).RootElement;
        var number = body.GetProperty("number").GetString()!;
        if (accept)
        {
            await city.ActAsync("office", number, "accept");
        }

        return (number, body.GetProperty("secret").GetString()!);
    }
}
