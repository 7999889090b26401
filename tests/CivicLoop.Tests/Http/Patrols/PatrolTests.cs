using System.Net.Http.Json;
using System.Text.Json;
using CivicLoop.Domain.Patrols;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Patrols;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Tables;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Domain.Responsibilities;
using CivicLoop.Tests.Http.Responsibilities;

namespace CivicLoop.Tests.Http.Patrols;

/// <summary>Beats are kept, plans are fixed before they begin, units see their places, and what was
/// not seen in time shows.</summary>
public sealed class PatrolTests
{
    private const string Beats = "/api/v1/patrols/beats";
    private const string Plans = "/api/v1/patrols/plans";
    private const string Checks = "/api/v1/patrols/checks";
    private const string Visits = "/api/v1/patrols/visits";

    // The Monday after the Tuesday on which every test begins.
    private const string Monday = "2026-11-30";


    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_beat_is_kept_with_its_sites_and_streets(DatabaseEngine engine)
    {
        await using var city = await DutyCity.StartAsync(engine, withSite: true);
        var made = await city.DoAsync(Beats, Beat());
        Assert.Equal("12345 08-10 1/day", made.GetProperty("wants").GetString());
        var site = await AddAsync(city, new { site = SampleDuties.Site().Code });
        Assert.Equal("Site", site.GetProperty("kind").GetString());
        var street = await AddAsync(city, Street("人民路", 102.03));
        Assert.Equal("B-1-001", street.GetProperty("code").GetString());
        var shown = await city.GetAsync($"{Beats}/B-1", "water");
        Assert.Equal(2, shown.GetProperty("places").GetArrayLength());
        await city.DoAsync($"{Beats}/B-1/places/B-1-001/remove", new { });
        shown = await city.GetAsync($"{Beats}/B-1", "water");
        Assert.Single(shown.GetProperty("places").EnumerateArray());
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_street_may_be_a_line_and_its_place_is_half_of_the_way_along(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        await city.DoAsync(Beats, Beat());
        var street = await AddAsync(
            city, new { nameZh = "人民路", course = "102.03,25.03; 102.05,25.03" });
        Assert.Equal("102.03,25.03; 102.05,25.03", street.GetProperty("course").GetString());
        Assert.Equal(102.04, street.GetProperty("lon").GetDouble(), 6);
        foreach (var (course, problem) in new[]
        {
            ("102.03,25.03", ProblemCode.FieldInvalid),
            ("25.03,102.03; 25.03,102.05", ProblemCode.FieldInvalid),
            ("102.03,25.03; 110,25.03", ProblemCode.PositionOutsideCity),
        })
        {
            Assert.Equal(
                problem,
                await city.RefuseAsync(
                    $"{Beats}/B-1/places", new { nameZh = "青年路", course }));
        }
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_list_of_beats_adds_and_changes_row_by_row_and_takes_nothing_off(
        DatabaseEngine engine)
    {
        await using var city = await DutyCity.StartAsync(engine, withSite: true);
        await city.DoAsync(Beats, Beat());
        await AddAsync(city, Street("人民路", 102.03));
        var list = SheetFile.Write(
            ["片区编号", "片区名称", "巡查单位", "巡查频次", "点位编号", "街巷名称", "走向"],
            [
                ["B-1", "", "", "67 9-12 2/day", SampleDuties.Site().Code, "", ""],
                ["B-1", "", "", "", "", "人民路", "102.03,25.03; 102.05,25.03"],
                ["B-2", "东片", TestPack.WestBureau, "12345 8-10 1/day", "", "", ""],
                ["B-3", "无单位", "", "12345 8-10 1/day", "", "青年路", "102.03,25.03"],
                ["B-2", "", "", "", "S99", "", ""],
                ["B-2", "", "", "", "", "", "102.03,25.03; 102.05,25.03"],
                ["B-1", "", "", "", "", "人民路", "102.03,25.03; 102.06,25.03"],
            ]);
        const string path = "/api/v1/imports/patrol-beats";
        using var looked = await city.SendFileAsync(path + "?dryRun=true", list);
        Assert.Single(await ListAsync(city, Beats));
        using var taken = await city.SendFileAsync(path, list);
        var told = await taken.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(
            (await looked.Content.ReadFromJsonAsync<JsonElement>())
                .GetProperty("refused").ToString(),
            told.GetProperty("refused").ToString());
        Assert.Equal(
            [5, 6, 7, 8],
            told.GetProperty("refused").EnumerateArray()
                .Select(one => one.GetProperty("line").GetInt32()));
        Assert.Equal(
            ["Added", "Changed", "Added"],
            told.GetProperty("rows").EnumerateArray()
                .Select(one => one.GetProperty("kind").GetString()));
        var west = await city.GetAsync($"{Beats}/B-1", "water");
        Assert.Equal(
            "67 09-12 2/day", west.GetProperty("beat").GetProperty("wants").GetString());
        Assert.Equal(
            ["B-1-001", SampleDuties.Site().Code],
            west.GetProperty("places").EnumerateArray()
                .Select(one => one.GetProperty("code").GetString()));
        // Sent again it changes nothing.
        using var again = await city.SendFileAsync(path, list);
        Assert.All(
            (await again.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("rows")
                .EnumerateArray(),
            one => Assert.Equal("Same", one.GetProperty("kind").GetString()));
        using var refused = await city.SendFileAsync(path, list, "water");
        Assert.Equal(
            (int)ProblemCode.NotPermitted, await TestCity.ProblemAsync(refused));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_cannot_be_a_beat_names_its_field(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        foreach (var (body, problem) in new (object, ProblemCode)[]
        {
            (Beat(units: ""), ProblemCode.FieldRequired),
            (Beat(units: "nobody"), ProblemCode.UnknownValue),
            (Beat(wants: "12345 8-10"), ProblemCode.PatrolWantUnfit),
            (Beat(wants: ""), ProblemCode.FieldRequired),
            (Beat(code: "一号"), ProblemCode.FieldInvalid),
        })
        {
            Assert.Equal(problem, await city.RefuseAsync(Beats, body));
        }

        Assert.Equal(
            ProblemCode.NotPermitted, await city.RefuseAsync(Beats, Beat(), "bureau"));
        await city.DoAsync(Beats, Beat());
        Assert.Equal(
            ProblemCode.PositionOutsideCity,
            await city.RefuseAsync($"{Beats}/B-1/places", Street("远方路", 110)));
        await city.DoAsync($"{Beats}/B-1/end", new { });
        Assert.Equal(ProblemCode.PatrolBeatEnded, await city.RefuseAsync(Beats, Beat()));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_plan_is_fixed_before_it_begins_and_proves_itself_after_it_is_over(
        DatabaseEngine engine)
    {
        await using var city = await WalkedAsync(engine);
        Assert.Equal(
            ProblemCode.PatrolPlanBegin, await city.RefuseAsync(Plans, Plan("2026-11-23")));
        Assert.Equal(
            ProblemCode.PatrolPlanBegin, await city.RefuseAsync(Plans, Plan("2026-12-01")));
        var made = await city.DoAsync(Plans, Plan(Monday));
        Assert.Equal(10, made.GetProperty("visits").GetInt32());
        Assert.Equal(
            ProblemCode.PatrolPlanOverlaps, await city.RefuseAsync(Plans, Plan(Monday)));
        var path = $"{Plans}/{made.GetProperty("code").GetString()}";
        var before = await city.GetAsync(path, "water");
        Assert.False(before.GetProperty("plan").TryGetProperty("secret", out _));
        Assert.Empty(before.GetProperty("faults").EnumerateArray());

        city.Time.Advance(TimeSpan.FromDays(13));
        await city.Service<PlanPatrols>().GoOnAsync(default);
        var after = await city.GetAsync(path, "water");
        Assert.Empty(after.GetProperty("faults").EnumerateArray());
        var secret = after.GetProperty("plan").GetProperty("secret").GetString()!;
        var frame = PatrolFrame.Read(after.GetProperty("frame").GetString()!).Value;
        Assert.Equal(
            after.GetProperty("plan").GetProperty("visitsHash").GetString(),
            PatrolPlanner.HashOf(PatrolPlanner.Run(secret, frame, new(2026, 11, 30), 1)));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);

        // Somebody with the database's password gives a visit to another unit.
        await city.City.Database.WriteAsync(async session => (Outcome<int>)
            await session.ExecuteAsync(
                "UPDATE patrol_visits SET unit_code = 'd-water' WHERE at_minute < 1440"));
        var changed = await city.GetAsync(path, "water");
        Assert.Equal(
            ["VisitsChanged"],
            changed.GetProperty("faults").EnumerateArray().Select(one => one.GetString()));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_week_that_several_plan_at_once_is_planned_once(DatabaseEngine engine)
    {
        await using var city = await WalkedAsync(engine);
        var plans = city.Service<PlanPatrols>();
        var made = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
            plans.CommitAsync(new(2026, 11, 30), 1, TestCallers.Office))));
        Assert.Single(made, one => one.Problem is null);
        Assert.All(
            made.Where(one => one.Problem is not null),
            one => Assert.Equal(ProblemCode.PatrolPlanOverlaps, one.Problem!.Code));
        Assert.Single(await ListAsync(city, Plans));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task From_Saturday_on_the_next_week_plans_itself_once_the_city_has_planned(
        DatabaseEngine engine)
    {
        await using var city = await WalkedAsync(engine);
        city.Time.Advance(TimeSpan.FromDays(4));
        await city.Service<PlanPatrols>().GoOnAsync(default);
        Assert.Empty(await ListAsync(city, Plans));
        await city.DoAsync(Plans, Plan(Monday));
        await city.Service<PlanPatrols>().GoOnAsync(default);
        Assert.Single(await ListAsync(city, Plans));
        city.Time.Advance(TimeSpan.FromDays(7));
        await city.Service<PlanPatrols>().GoOnAsync(default);
        await city.Service<PlanPatrols>().GoOnAsync(default);
        var plans = await ListAsync(city, Plans);
        Assert.Equal(2, plans.Count);
        Assert.Equal("2026-12-07", plans[0].GetProperty("from").GetString());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_unit_sees_its_day_and_no_day_ahead_and_a_check_in_time_counts(
        DatabaseEngine engine)
    {
        await using var city = await WalkedAsync(engine);
        await city.DoAsync(Plans, Plan(Monday));
        using (var ahead = await AskAsync(city, $"{Visits}?day={Monday}"))
        {
            Assert.Equal(
                (int)ProblemCode.PatrolDayAhead, await TestCity.ProblemAsync(ahead));
        }

        // Monday, nine o'clock in the city.
        city.Time.SetUtcNow(new DateTimeOffset(2026, 11, 30, 1, 0, 0, TimeSpan.Zero));
        var visits = await ListAsync(city, Visits);
        Assert.Equal(2, visits.Count);
        var check = Check(Guid.CreateVersion7(), visits[0].Id());
        var done = await city.DoAsync(Checks, check, "bureau");
        Assert.True(done.GetProperty("isInTime").GetBoolean());
        var again = await city.DoAsync(Checks, check, "bureau");
        Assert.Equal(done.Id(), again.Id());
        var second = await city.DoAsync(
            Checks, Check(Guid.CreateVersion7(), visits[0].Id()), "bureau");
        Assert.False(second.GetProperty("isInTime").GetBoolean());

        // Sent by a phone in the afternoon, but seen in the morning.
        city.Time.Advance(TimeSpan.FromHours(6));
        var late = await city.DoAsync(
            Checks,
            new
            {
                id = Guid.CreateVersion7(), visit = visits[1].Id(),
                seenAt = "2026-11-30T09:30:00+08:00",
            },
            "bureau");
        Assert.True(late.GetProperty("isInTime").GetBoolean());
        var cover = await city.GetAsync(
            $"/api/v1/patrols/coverage?from={Monday}&to={Monday}", "water");
        Assert.Equal(2, cover.GetProperty("total").GetProperty("seen").GetInt32());
        Assert.Equal(2, cover.GetProperty("total").GetProperty("due").GetInt32());
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_place_nobody_saw_in_time_is_a_gap_in_list_and_map(DatabaseEngine engine)
    {
        await using var city = await WalkedAsync(engine);
        await city.DoAsync(Plans, Plan(Monday));
        city.Time.SetUtcNow(new DateTimeOffset(2026, 11, 30, 1, 0, 0, TimeSpan.Zero));
        var visits = await ListAsync(city, Visits);
        await city.DoAsync(Checks, Check(Guid.CreateVersion7(), visits[0].Id()), "bureau");
        city.Time.Advance(TimeSpan.FromDays(1));
        var query = $"?from={Monday}&to={Monday}&beat=B-1";
        var cover = await city.GetAsync("/api/v1/patrols/coverage" + query, "water");
        var missed = cover.GetProperty("places")[0];
        Assert.Equal(visits[1].GetProperty("place").GetString(),
            missed.GetProperty("code").GetString());
        Assert.Equal(1, missed.GetProperty("missed").GetInt32());
        var map = await city.GetAsync("/api/v1/patrols/coverage.geojson" + query, "water");
        Assert.Equal(
            ["None", "All"],
            map.GetProperty("features").EnumerateArray()
                .Select(one => one.GetProperty("properties").GetProperty("state").GetString()));
        var page = await city.PageAsync("/console/patrols" + query, "water");
        Assert.Contains("应看 2 次，按时看到 1 次", page, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_was_found_is_a_case_and_each_leads_to_the_other(
        DatabaseEngine engine)
    {
        await using var city = await WalkedAsync(engine);
        await city.DoAsync(Plans, Plan(Monday));
        city.Time.SetUtcNow(new DateTimeOffset(2026, 11, 30, 1, 0, 0, TimeSpan.Zero));
        var visit = (await ListAsync(city, Visits))[0].Id();
        var id = Guid.CreateVersion7();
        Assert.Equal(
            ProblemCode.PatrolClassUnfit,
            await city.RefuseAsync(Checks, Found(id, visit, TestPack.Rubbish), "bureau"));
        Assert.Equal(
            ProblemCode.FieldRequired,
            await city.RefuseAsync(Checks, Found(id, visit, null), "bureau"));
        // A phone that heard nothing sends it again, perhaps while the first is on its way.
        var sent = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ =>
            city.DoAsync(Checks, Found(id, visit, TestPack.Stall), "bureau")));
        var done = sent[0];
        var number = done.GetProperty("case").GetString();
        Assert.All(sent, one => Assert.Equal(number, one.GetProperty("case").GetString()));
        Assert.True(done.GetProperty("isInTime").GetBoolean());
        var again = await city.DoAsync(Checks, Found(id, visit, TestPack.Stall), "bureau");
        Assert.Equal(number, again.GetProperty("case").GetString());
        Assert.Equal(
            ProblemCode.PatrolCheckKnown,
            await city.RefuseAsync(Checks, Check(id, visit), "bureau"));
        var shown = await city.GetAsync($"/api/v1/cases/{number}", "office");
        Assert.Equal("Worker", shown.GetProperty("source").GetString());
        var page = await city.PageAsync($"/console/cases/{number}");
        Assert.Contains("巡查发现", page, StringComparison.Ordinal);
        var place = page[page.IndexOf("/console/patrols/place?id=", StringComparison.Ordinal)..]
            .Split('"')[0];
        Assert.Contains(number!, await city.PageAsync(place), StringComparison.Ordinal);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Another_unit_cannot_check_and_no_check_lies_ahead_or_far_back(
        DatabaseEngine engine)
    {
        await using var city = await WalkedAsync(engine);
        object At(string? seenAt) => new
        {
            id = Guid.CreateVersion7(), beat = "B-1", place = "B-1-001", seenAt,
        };
        Assert.Equal(
            ProblemCode.PatrolNotYours, await city.RefuseAsync(Checks, At(null), "water"));
        Assert.Equal(
            ProblemCode.NotPermitted, await city.RefuseAsync(Checks, At(null), "office"));
        foreach (var wrong in new[] { "2026-11-25T00:00:00Z", "2026-11-01T00:00:00Z" })
        {
            Assert.Equal(
                ProblemCode.PatrolSeenAtWrong,
                await city.RefuseAsync(Checks, At(wrong), "bureau"));
        }

        // A look beside the plan is kept, and counts for no visit.
        var beside = await city.DoAsync(Checks, At(null), "bureau");
        Assert.False(beside.GetProperty("isInTime").GetBoolean());
    }

    // With a beat of two streets that the west bureau walks on weekdays from eight to ten.
    private static async Task<TestCity> WalkedAsync(DatabaseEngine engine)
    {
        var city = await TestCity.StartAsync(engine);
        await city.DoAsync(Beats, Beat());
        await AddAsync(city, Street("人民路", 102.03));
        await AddAsync(city, Street("青年路", 102.04));
        return city;
    }

    private static object Beat(
        string code = "B-1", string units = TestPack.WestBureau,
        string wants = "12345 8-10 1/day") => new
    {
        beat = code, nameZh = "西片", units, wants,
    };

    private static object Street(string name, double lon) => new
    {
        nameZh = name, lat = "25.03",
        lon = lon.ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    private static object Plan(string from) => new { from, weeks = 1 };

    private static object Check(Guid id, string visit) => new { id, visit };

    private static object Found(Guid id, string visit, string? @class) =>
        new { id, visit, result = "Found", @class, note = "路口有游商" };

    private static Task<JsonElement> AddAsync(TestCity city, object place) =>
        city.DoAsync($"{Beats}/B-1/places", place);

    private static async Task<IReadOnlyList<JsonElement>> ListAsync(TestCity city, string path) =>
        [.. (await city.GetAsync(path, "bureau")).GetProperty("items").EnumerateArray()];

    private static async Task<HttpResponseMessage> AskAsync(TestCity city, string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add(TestCallers.Header, "bureau");
        return await city.Http.SendAsync(request);
    }
}
