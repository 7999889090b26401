using CivicLoop.Domain.Problems;
using CivicLoop.Modules.FoodSafety;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Inspections;
using CivicLoop.Tests.Http.Responsibilities;

namespace CivicLoop.Tests.Http.FoodSafety;

/// <summary>Operators are entered and graded, their visits follow from the grade, and a visit
/// handed in does the one that is due.</summary>
public sealed class FoodTests
{
    private const string Operators = "/api/v1/food/operators";

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_licence_and_a_credit_code_that_prove_themselves_are_taken(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var site = await InspectedCity.SiteAsync(city, "S14", InspectedCity.WestLon);
        Assert.Equal(
            ProblemCode.FoodLicenceWrong,
            await city.RefuseAsync(Operators, Operator(site, licence: "JY13301080111718")));
        Assert.Equal(
            ProblemCode.CreditCodeWrong,
            await city.RefuseAsync(Operators, Operator(site, credit: "91350100M000100Y44")));
        Assert.Equal(
            ProblemCode.UnknownValue, await city.RefuseAsync(Operators, Operator("nowhere")));
        Assert.Equal(
            ProblemCode.NotPermitted,
            await city.RefuseAsync(Operators, Operator(site), "water"));
        await city.DoAsync(Operators, Operator(site));
        Assert.Equal(
            ProblemCode.FoodPointsWrong,
            await city.RefuseAsync($"{Operators}/{site}/assess", Points(41, 0)));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_visit_handed_in_does_the_one_that_is_due(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var site = await InspectedCity.SiteAsync(city, "S14", InspectedCity.WestLon);
        await city.DoAsync(Operators, Operator(site));
        var graded = await city.DoAsync($"{Operators}/{site}/assess", Points(40, 60, 2027));
        Assert.Equal("D", graded.GetProperty("grade").GetString());
        Assert.Equal(4, graded.GetProperty("visits").GetInt32());
        city.Time.SetUtcNow(new DateTimeOffset(2027, 1, 20, 2, 0, 0, TimeSpan.Zero));
        Assert.Null((await city.Service<PlayInspection>().SiteAsync(site, 1)).Problem);
        var shown = await city.GetAsync($"{Operators}/{site}", "water");
        var visits = shown.GetProperty("visits").EnumerateArray().Reverse().ToList();
        Assert.Equal(4, visits.Count);
        Assert.Equal("2027-01-20", visits[0].GetProperty("doneDay").GetString());
        Assert.False(visits[1].TryGetProperty("doneDay", out _));
        city.Time.SetUtcNow(new DateTimeOffset(2027, 7, 5, 2, 0, 0, TimeSpan.Zero));
        var overdue = await city.GetAsync($"{Operators}?overdue=true", "water");
        Assert.Single(overdue.GetProperty("items").EnumerateArray());
        var page = await city.PageAsync("/console/food?overdue=true", "water");
        Assert.Contains(site, page, StringComparison.Ordinal);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_serious_penalty_raises_the_next_years_grade_by_itself(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var site = await InspectedCity.SiteAsync(city, "S14", InspectedCity.WestLon);
        await city.DoAsync(Operators, Operator(site));
        await city.DoAsync($"{Operators}/{site}/assess", Points(20, 20));
        await city.DoAsync($"{Operators}/{site}/records", new
        {
            kind = "SeriousPenalty", day = "2026-11-20", documentName = "行政处罚决定书",
            documentNumber = "2026-9",
        });
        city.Time.SetUtcNow(new DateTimeOffset(2027, 1, 2, 2, 0, 0, TimeSpan.Zero));
        await city.Service<AssessOperator>().CarryAsync(default);
        await city.Service<AssessOperator>().CarryAsync(default);
        var shown = await city.GetAsync($"{Operators}/{site}", "water");
        Assert.Equal(
            ["Raised", "Scored"],
            shown.GetProperty("assessments").EnumerateArray()
                .Select(one => one.GetProperty("move").GetString()));
        Assert.Equal("C", shown.GetProperty("operator").GetProperty("grade").GetString());
        var page = await city.PageAsync($"/console/food/operator?site={site}", "water");
        Assert.Contains("上调一级", page, StringComparison.Ordinal);
    }

    private static async Task<TestCity> StartAsync(DatabaseEngine engine)
    {
        var city = await InspectedCity.StartAsync(engine, sites: 0);
        await city.DoAsync("/api/v1/food/rules", new
        {
            staticMax = 40, dynamicMax = 60, raiseAfter = 1, lowerAfterYears = 3,
            basisName = "样例",
            grades = new[]
            {
                Grade("A", 30, 1, 1), Grade("B", 45, 1, 2), Grade("C", 60, 2, 3),
                Grade("D", 100, 3, 4),
            },
        });
        return city;
    }

    private static object Grade(string grade, int pointsMax, int visitsMin, int visitsMax) =>
        new { grade, pointsMax, visitsMin, visitsMax };

    private static object Operator(
        string site, string licence = "JY13301080111719", string credit = "91350100M000100Y43") =>
        new { site, licence, licenceUntil = "2029-06-30", creditCode = credit };

    private static object Points(int staticPoints, int dynamicPoints, int? year = null) =>
        new { staticPoints, dynamicPoints, year, basisName = "量化分值表" };
}
