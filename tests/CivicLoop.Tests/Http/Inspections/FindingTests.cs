using System.Text.Json;
using CivicLoop.Domain;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Inspections;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.Inspections;

/// <summary>What a visit found on its way through the loop, until somebody else looked again.
/// </summary>
public sealed class FindingTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_finding_becomes_a_case_with_its_unit_and_clocks_linked_both_ways(
        DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine, sites: 2);
        var (visit, number) = await FoundAsync(city);
        var row = await city.GetAsync($"/api/v1/cases/{number}", "office");
        Assert.Equal("Dispatched", row.GetProperty("state").GetString());
        Assert.Equal(
            TestPack.WestBureau, row.GetProperty("unit").GetProperty("code").GetString());
        Assert.NotEqual(JsonValueKind.Null, row.GetProperty("lineClock").ValueKind);
        var page = await PageAsync(city, $"/console/cases/{number}");
        Assert.Contains($"/console/inspections/results/{visit}", page, StringComparison.Ordinal);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Handing_in_twice_makes_one_case_and_what_was_interrupted_is_taken_up(
        DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine, sites: 2);
        var (visit, number) = await FoundAsync(city);
        using var again = await city.PostAsync(
            $"/api/v1/visits/{visit}/hand-in", new { }, await InspectorAsync(city));
        Assert.True(again.IsSuccessStatusCode);
        await city.Service<OpenFindings>().RunAsync(default);
        Assert.Equal([number], await CasesAsync(city));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_is_handed_in_several_times_at_once_is_one_case(DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine, sites: 2);
        var (visit, who) = await FilledAsync(city);
        var record = city.Service<RecordVisit>();
        var handed = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() =>
            record.HandInAsync(visit, who))));
        Assert.Contains(handed, one => one.Problem is null);
        Assert.All(
            handed.Where(one => one.Problem is not null),
            one => Assert.Equal(ProblemCode.ChangedMeanwhile, one.Problem!.Code));
        Assert.Single(await CasesAsync(city));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_comes_back_within_thirty_days_names_the_case_before(
        DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine, sites: 2);
        var (_, first) = await FoundAsync(city);
        await CloseAsync(city, first);
        city.Time.Advance(TimeSpan.FromDays(20));
        var (visit, _) = await FoundAsync(city);
        Assert.Equal(first, await RecursOfAsync(city, visit));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_comes_back_later_is_a_new_problem(DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine, sites: 2);
        var (_, first) = await FoundAsync(city);
        await CloseAsync(city, first);
        city.Time.Advance(TimeSpan.FromDays(40));
        var (visit, _) = await FoundAsync(city);
        Assert.Null(await RecursOfAsync(city, visit));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_closed_finding_is_looked_at_again_by_another_and_opened_if_not_fixed(
        DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine, sites: 2);
        var (_, number) = await FoundAsync(city);
        await CloseAsync(city, number);
        var rechecks = city.Service<Rechecks>();
        Assert.Equal(1, await rechecks.ChooseAsync(default));
        Assert.Equal(0, await rechecks.ChooseAsync(default));
        var (who, mine) = await SentAsync(city);
        Assert.Equal(RecheckReason.Finding, mine.Recheck.Reason);

        // Nobody sees it coming.
        var before = await PageAsync(city, $"/console/cases/{number}");
        Assert.DoesNotContain("复查", before, StringComparison.Ordinal);
        var path = $"/api/v1/rechecks/{mine.Recheck.Id}";
        using var bare = await city.PostAsync(path, new { @fixed = false }, who);
        Assert.Equal((int)ProblemCode.FieldRequired, await TestCity.ProblemAsync(bare));
        using var other = await city.PostAsync(
            path, new { @fixed = true }, ActingCaller.ActorOf(Ids.New(city.Time.GetUtcNow())));
        Assert.Equal((int)ProblemCode.VisitNotYours, await TestCity.ProblemAsync(other));
        foreach (var _ in new[] { 1, 2 })
        {
            using var said = await city.PostAsync(
                path, new { @fixed = false, note = "垃圾又堆起来了" }, who);
            Assert.True(said.IsSuccessStatusCode);
        }

        var row = await city.GetAsync($"/api/v1/cases/{number}", "office");
        Assert.Equal("Dispatched", row.GetProperty("state").GetString());
        Assert.Equal(1, row.GetProperty("reopenings").GetInt32());
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Every_safety_case_and_some_of_the_others_are_looked_at_again(
        DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine, sites: 0);
        const int reported = 60;
        for (var n = 0; n < reported; n++)
        {
            await CloseAsync(city, (await city.ReportAsync()).Number);
        }

        var (safety, _) = await city.ReportAsync(TestPack.Stall);
        await CloseAsync(city, safety);
        var chosen = await city.Service<Rechecks>().ChooseAsync(default);
        // One in ten of sixty and the one of safety: more than 25 would be 7 deviations off.
        Assert.InRange(chosen, 1, 25);
        await using var context = city.City.Database.OpenContext();
        Assert.Equal(
            RecheckReason.Safety,
            context.Set<Recheck>().Single(row => row.CaseNumber == safety).Reason);
    }

    // One visit to the first site, at which rubbish lay about.
    private static async Task<(Guid Visit, string Number)> FoundAsync(TestCity city)
    {
        var (id, who) = await FilledAsync(city);
        Assert.Null((await city.Service<RecordVisit>().HandInAsync(id, who)).Problem);
        return (id, (await CasesAsync(city))[0]);
    }

    private static async Task<(Guid Visit, Caller Inspector)> FilledAsync(TestCity city)
    {
        var id = Ids.New(city.Time.GetUtcNow());
        var who = InspectedCity.Visitor(await InspectorAsync(city));
        var record = city.Service<RecordVisit>();
        Assert.Null((await record.BeginAsync(id, "S11-990101-0001", who)).Problem);
        var file = (await city.Service<VisitLists>().OpenAsync(id, who, default)).Value;
        var answers = file.Sheet.Items.ToDictionary(
            item => item.Code, item => InspectedCity.Good(item.Rule));
        answers["G08"] = new AnswerWish { Found = 3, Note = "南门堆积" };
        Assert.Null((await record.SayAsync(id, new VisitEntry { Answers = answers }, who)).Problem);
        return (id, who);
    }

    private static async Task<IReadOnlyList<string>> CasesAsync(TestCity city) =>
        [
            .. (await city.Service<CaseLists>().NewestAsync(
                rows => rows, null, CaseLists.LimitMax, default)).Items.Select(row => row.Number),
        ];

    private static async Task CloseAsync(TestCity city, string number)
    {
        var state = (await city.GetAsync($"/api/v1/cases/{number}", "office"))
            .GetProperty("state").GetString();
        if (state == nameof(CaseState.Reported))
        {
            await city.ActAsync("office", number, "accept");
            await city.ActAsync(
                "office", number, "dispatch", new { unit = TestPack.WestBureau });
        }

        await city.ActAsync("bureau", number, "rectify", new { text = "已处理" });
        await city.ActAsync("office", number, "pass-check", new { text = "合格" });
        await city.ActAsync("office", number, "close");
    }

    private static async Task<(string Who, MyRecheck Mine)> SentAsync(TestCity city)
    {
        foreach (var one in await city.Service<FindInspectors>().AllAsync([], default))
        {
            if (await city.Service<Rechecks>().OpenOfAsync(one.Actor, default) is [var mine])
            {
                return (one.Actor, mine);
            }
        }

        throw new InvalidOperationException("Nobody was sent.");
    }

    private static async Task<string?> RecursOfAsync(TestCity city, Guid visit)
    {
        await using var context = city.City.Database.OpenContext();
        return context.Set<Finding>().Single(row => row.VisitId == visit).RecursOf;
    }

    private static async Task<string> InspectorAsync(TestCity city) =>
        (await city.Service<FindInspectors>().AllAsync([], default))[0].Actor;

    private static async Task<string> PageAsync(TestCity city, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add(TestCallers.Header, "office");
        using var answer = await city.Http.SendAsync(request);
        return await answer.Content.ReadAsStringAsync();
    }
}
