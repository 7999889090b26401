using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Modules.Responsibilities;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Cases;

namespace CivicLoop.Tests.Http.Responsibilities;

/// <summary>Who answers: by rule, by class, by place, and by whom a rule was changed.</summary>
public sealed class RoutingTests
{
    private static readonly RoutingRule ToWater = new(
        "rubbish-water", 1, TestPack.Rubbish, TestPack.West, null, TestPack.Water, "依据", "Basis");

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_new_rule_routes_the_next_report_and_leaves_the_last(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (first, _) = await city.ReportAsync();
        var keep = city.Service<KeepRouting>();
        Assert.Null((await keep.SaveAsync(ToWater, "account:one")).Problem);
        var (second, _) = await city.ReportAsync(lon: 102.03);
        Assert.Equal(TestPack.WestBureau, await UnitAsync(city, first));
        Assert.Equal(TestPack.Water, await UnitAsync(city, second));
        await keep.RemoveAsync(ToWater.Id, "account:one");
        var (third, _) = await city.ReportAsync(lon: 102.04);
        Assert.Equal(TestPack.WestBureau, await UnitAsync(city, third));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Fact]
    public async Task Rules_catalogue_and_calendar_are_kept_by_the_API_too()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var rules = await city.GetAsync("/api/v1/routing-rules", "office");
        Assert.Equal(3, rules.GetProperty("items").GetArrayLength());
        using var saved = await PutAsync(city, "/api/v1/routing-rules/new", new
        {
            priority = 1, classPrefix = "E0102", unit = TestPack.Water, basisZh = "甲",
            basisEn = "A",
        });
        Assert.Equal(System.Net.HttpStatusCode.OK, saved.StatusCode);
        using var refused = await PutAsync(
            city, "/api/v1/routing-rules/new", new { priority = 1 }, "bureau");
        Assert.Equal((int)ProblemCode.NotPermitted, await TestCity.ProblemAsync(refused));

        var calendar = await city.GetAsync("/api/v1/calendar");
        using var kept = await PutAsync(city, "/api/v1/calendar", calendar);
        Assert.Equal(System.Net.HttpStatusCode.OK, kept.StatusCode);
        var condition = new
        {
            openingZh = "甲", openingEn = "A", closingZh = "乙", closingEn = "B",
            limitMilli = 1_000, limitKind = "WorkingHours", source = "test",
        };
        using var shorter = await PutAsync(
            city, $"/api/v1/catalogue/{TestPack.Rubbish}/conditions/1", condition);
        Assert.Equal(System.Net.HttpStatusCode.OK, shorter.StatusCode);
        Assert.Equal(
            1m, city.City.City.Current.Catalogue.LimitOf(TestPack.Rubbish, 1)!.Value.Amount);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Fact]
    public async Task A_rule_that_names_what_nobody_knows_is_refused_with_its_field()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var keep = city.Service<KeepRouting>();
        async Task<string?> RefusedAsync(RoutingRule rule) =>
            (await keep.SaveAsync(rule, "account:one")).Problem?.Field;
        Assert.Equal("unit", await RefusedAsync(ToWater with { Unit = "d-nobody" }));
        Assert.Equal("areaCode", await RefusedAsync(ToWater with { AreaCode = "123" }));
        Assert.Equal("classPrefix", await RefusedAsync(ToWater with { ClassPrefix = "X9" }));
        Assert.Equal("leadOrg", await RefusedAsync(ToWater with { LeadOrg = "d-nobody" }));
        Assert.Equal("basisZh", await RefusedAsync(ToWater with { BasisZh = " " }));
    }

    [Fact]
    public async Task Rules_are_found_by_what_the_table_says_of_them_page_by_page()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var keep = city.Service<KeepRouting>();
        for (var n = 1; n <= 60; n++)
        {
            await keep.SaveAsync(ToWater with { Id = $"r-{n:00}", BasisZh = "水务规则" }, "test");
        }

        const string page = "/console/administration/routing";
        var first = await city.PageAsync($"{page}?q=水务规则");
        Assert.Contains("<code>r-50</code>", first, StringComparison.Ordinal);
        Assert.DoesNotContain("<code>r-51</code>", first, StringComparison.Ordinal);
        Assert.Contains("after=r-50", first, StringComparison.Ordinal);
        var second = await city.PageAsync($"{page}?q=水务规则&after=r-50");
        Assert.Contains("<code>r-60</code>", second, StringComparison.Ordinal);
        Assert.DoesNotContain("after=r-60", second, StringComparison.Ordinal);
        Assert.Contains(
            "<code>r-07</code>", await city.PageAsync($"{page}?q=R-07"), StringComparison.Ordinal);
        Assert.Contains(
            "没有符合的规则", await city.PageAsync($"{page}?q=nowhere"), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Unclear_duty_falls_to_the_territory(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync(TestPack.NoLimit);
        Assert.Equal("t-west-1-1", await UnitAsync(city, number));
        var shown = await city.GetAsync($"/api/v1/cases/{number}", "office");
        Assert.Equal(Router.Unclear, shown.GetProperty("routeWhy").GetString());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_new_place_or_class_of_a_dispatched_case_routes_it_anew(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch");
        var moved = await city.ActAsync(
            "office", number, "relocate", new { lat = 25.05, lon = 102.35, reason = "记错位置" });
        Assert.Equal("Accepted", moved.GetProperty("state").GetString());
        Assert.Equal(
            TestPack.Department, moved.GetProperty("unit").GetProperty("code").GetString());
        var other = await city.ActAsync(
            "office", number, "reclassify", new { @class = TestPack.Manhole, reason = "是井盖" });
        Assert.Equal(
            TestPack.Water, other.GetProperty("unit").GetProperty("code").GetString());
        Assert.Equal(
            (int)ProblemCode.PositionOutsideCity,
            await city.RefusedAsync(
                "office", number, "relocate", new { lat = 10.0, lon = 10.0, reason = "?" }));
    }

    private static async Task<HttpResponseMessage> PutAsync(
        TestCity city, string path, object body, string caller = "office")
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, path)
        {
            Content = System.Net.Http.Json.JsonContent.Create(body),
        };
        request.Headers.Add(TestCallers.Header, caller);
        return await city.Http.SendAsync(request);
    }

    private static async Task<string?> UnitAsync(TestCity city, string number) =>
        (await city.GetAsync($"/api/v1/cases/{number}", "office"))
            .GetProperty("unit").GetProperty("code").GetString();
}
