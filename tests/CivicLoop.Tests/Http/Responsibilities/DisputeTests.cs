using System.Text.Json;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.Responsibilities;

/// <summary>Units that do not agree who answers, and the office that rules.</summary>
public sealed class DisputeTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_claim_is_answered_and_ruled_on_and_the_ruling_is_a_duty_and_a_precedent(
        DatabaseEngine engine)
    {
        await using var city = await DutyCity.StartAsync(engine);
        await city.DoAsync("/api/v1/duties", DutyCity.Lead(TestPack.Water, "2026-01-01"));
        var (number, _) = await city.ReportAsync();
        var claim = await ClaimAsync(city, number);
        var path = $"/api/v1/disputes/{claim.Id()}";
        Assert.Equal(
            ProblemCode.OutsideScope,
            await city.RefuseAsync(
                path + "/counter", new { holder = TestPack.Water, text = "也不归" }, "water"));
        await city.DoAsync(
            path + "/counter", new { holder = TestPack.Water, text = "管道归水务" }, "bureau");
        Assert.Equal(
            ProblemCode.NotPermitted, await city.RefuseAsync(path + "/rule", Ruling(), "bureau"));
        Assert.Equal(
            ProblemCode.DutyDayPast,
            await city.RefuseAsync(path + "/rule", Ruling("2026-11-01")));
        var ruled = await city.DoAsync(path + "/rule", Ruling());
        Assert.Equal("Ruled", ruled.GetProperty("state").GetString());
        Assert.Equal(number, ruled.GetProperty("case").GetString());
        Assert.Equal(
            ProblemCode.DisputeDecided, await city.RefuseAsync(path + "/rule", Ruling()));
        var find = city.Service<FindDuties>();
        foreach (var (day, holder) in new[]
        {
            (new DateOnly(2026, 11, 30), TestPack.Water),
            (new DateOnly(2026, 12, 1), TestPack.WestBureau),
        })
        {
            var answer = await find.AnswerAsync(
                DutyTopic.Criterion("e-1", "A.1.1"), null, day, default);
            Assert.Equal(holder, Assert.Single(answer.Leads).HolderCode);
        }

        // Who did not say it was told of it, with the way to it; nobody is told of their own words.
        Assert.Equal(
            ["dispute-claimed", "dispute-ruled"], await ToldAsync(city, "bureau"));
        Assert.Equal(
            ["dispute-countered", "dispute-ruled"], await ToldAsync(city, "water"));
        Assert.Single(await FoundAsync(city, "state=Ruled&words=" + "管道"));
        Assert.Single(await FoundAsync(city, "kind=Criterion&subject=A.1.1&words=三定"));
        Assert.Empty(await FoundAsync(city, "words=" + "没有说过的话"));
        var rule = await city.PageAsync(
            "/console/responsibility/subject?kind=Criterion&edition=e-1&code=A.1.1");
        Assert.Contains("先例", rule);
        Assert.Contains("按三定方案", rule);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_claim_is_taken_back_by_who_made_it_and_by_nobody_else(
        DatabaseEngine engine)
    {
        await using var city = await DutyCity.StartAsync(engine);
        var claim = await ClaimAsync(city);
        var path = $"/api/v1/disputes/{claim.Id()}/withdraw";
        Assert.Equal(ProblemCode.OutsideScope, await city.RefuseAsync(path, new { }, "bureau"));
        var taken = await city.DoAsync(path, new { }, "water");
        Assert.Equal("Withdrawn", taken.GetProperty("state").GetString());
        Assert.Equal(ProblemCode.DisputeDecided, await city.RefuseAsync(path, new { }, "water"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_claim_names_a_known_subject_case_and_unit(DatabaseEngine engine)
    {
        await using var city = await DutyCity.StartAsync(engine);
        Assert.Equal(
            ProblemCode.UnknownValue, await RefuseClaimAsync(city, Claim() with { Subject = "Z" }));
        Assert.Equal(
            ProblemCode.UnknownValue, await RefuseClaimAsync(city, Claim() with { Case = "none" }));
        Assert.Equal(
            ProblemCode.UnitNotKnown, await RefuseClaimAsync(city, Claim() with { Holder = "x" }));
        Assert.Equal(
            ProblemCode.FieldRequired, await RefuseClaimAsync(city, Claim() with { Text = "" }));
        Assert.Equal(
            ProblemCode.DutyRoleMisfit,
            await RefuseClaimAsync(city, Claim() with { Role = "SupportingUnit" }));
        Assert.Equal(
            ProblemCode.NotPermitted,
            await city.RefuseAsync("/api/v1/disputes", Claim(), "office"));
        Assert.Equal(
            ProblemCode.NotFound,
            await city.RefuseAsync($"/api/v1/disputes/{Guid.Empty}/rule", Ruling()));
    }

    private sealed record ClaimBody(
        string Kind, string Edition, string Subject, string Role, string Holder, string Text,
        string? Case);

    private static async Task<IEnumerable<string?>> ToldAsync(TestCity city, string who) =>
    [
        .. (await city.GetAsync("/api/v1/notices", who)).GetProperty("items").EnumerateArray()
            .Select(one => one.GetProperty("template").GetString())
            .Where(kind => kind!.StartsWith("dispute-", StringComparison.Ordinal)).Order(),
    ];

    private static ClaimBody Claim(string? number = null) => new(
        "Criterion", "e-1", "A.1.1", "LeadDepartment", TestPack.WestBureau, "应由区城管局牵头",
        number);

    private static object Ruling(string from = "2026-12-01") => new
    {
        holder = TestPack.WestBureau, reason = "按三定方案由城管局牵头", basisName = "裁定书",
        basisNumber = "2026-3", from,
    };

    private static Task<JsonElement> ClaimAsync(TestCity city, string? number = null) =>
        city.DoAsync("/api/v1/disputes", Claim(number), "water");

    private static Task<ProblemCode> RefuseClaimAsync(TestCity city, ClaimBody claim) =>
        city.RefuseAsync("/api/v1/disputes", claim, "water");

    private static async Task<List<JsonElement>> FoundAsync(TestCity city, string query) =>
    [
        .. (await city.GetAsync("/api/v1/disputes?" + query, "bureau")).GetProperty("items")
            .EnumerateArray(),
    ];
}
