using System.Text.Json;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Scores;
using CivicLoop.Modules.Surveys;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Inspections;
using CivicLoop.Tests.Http.Responsibilities;
using CivicLoop.Tests.Migrations;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.Surveys;

/// <summary>A survey from the questionnaire over the answers to the score.</summary>
public sealed class SurveyTests
{
    private const string Surveys = "/api/v1/surveys";
    private const string Here = $"{Surveys}/city-1";
    private const string Young = $"{TestPack.West}/young";
    private const string Old = $"{TestPack.West}/old";
    private const string East = $"{TestPack.East}/young";

    // 81.25 %, of the 90 % the edition requires.
    private const int RequiredShare = 902_777;

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Only_who_holds_the_permission_writes_and_a_running_one_is_not_changed(
        DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine, sites: 0);
        Assert.Equal(
            ProblemCode.NotPermitted, await city.RefuseAsync(Surveys, New(), "water"));
        var made = await city.DoAsync(Surveys, New());
        Assert.Equal("city-1", made.GetProperty("key").GetString());
        Assert.Equal(ProblemCode.AlreadyExists, await city.RefuseAsync(Surveys, New()));
        await city.DoAsync($"{Here}/questionnaire", new { asked = Asked(quota: 30) });
        Assert.Equal(
            ProblemCode.ChangedMeanwhile,
            await city.RefuseAsync(
                $"{Here}/questionnaire", new { asked = Asked(), version = 1 }));
        Assert.Equal(
            ProblemCode.NotFound, await city.RefuseAsync($"{Here}/answers", Answer(Young), ""));

        Assert.Equal(
            ProblemCode.NotPermitted, await city.RefuseAsync($"{Here}/start", new { }, "water"));
        await city.DoAsync($"{Here}/start", new { });
        Assert.Equal(
            ProblemCode.SurveyNotNow,
            await city.RefuseAsync($"{Here}/questionnaire", new { asked = Asked() }));
        var copy = await city.DoAsync(
            $"{Here}/copy", new { from = "2027-01-01", until = "2027-01-31" });
        Assert.Equal("city-2", copy.GetProperty("key").GetString());
        await city.DoAsync($"{Surveys}/city-2/questionnaire", new { asked = Asked(quota: 9) });
        var running = (await city.GetAsync(Here, "water")).GetProperty("asked");
        Assert.Equal(30, running.GetProperty("strata")[0].GetProperty("quota").GetInt32());
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_full_quota_is_told_before_and_after_asking(DatabaseEngine engine)
    {
        await using var city = await RunningAsync(engine, quota: 2);
        await city.DoAsync($"{Here}/answers", Answer(Young), "");
        await city.DoAsync($"{Here}/answers", Answer(Young, interview: true));
        Assert.Equal(
            ProblemCode.SurveyQuotaFull,
            await city.RefuseAsync($"{Here}/answers", Answer(Young), ""));
        var interviewer = await city.PageAsync("/console/surveys/city-1/interview");
        Assert.Contains($"value=\"{Young}\" disabled", interviewer, StringComparison.Ordinal);
        Assert.DoesNotContain($"value=\"{Old}\" disabled", interviewer,
            StringComparison.Ordinal);
        Assert.Contains("还缺 2 层，已满 1 层", interviewer, StringComparison.Ordinal);
        await city.DoAsync($"{Here}/answers", Answer(Old), "");
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task One_code_answers_once_and_the_same_form_counts_once(
        DatabaseEngine engine)
    {
        await using var city = await RunningAsync(engine, isOpen: false);
        Assert.Equal(
            ProblemCode.NotFound, await city.RefuseAsync($"{Here}/answers", Answer(Young), ""));
        var codes = (await city.DoAsync($"{Here}/codes", new { count = 3 }))
            .GetProperty("codes").EnumerateArray().Select(one => one.GetString()!).ToList();
        Assert.Equal(3, codes.Distinct().Count());
        var page = await city.PageAsync($"/survey/{codes[0]}", "");
        Assert.Contains("很满意", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script src", page.Split("<main")[1], StringComparison.Ordinal);
        var typed = codes[0].ToLowerInvariant().Replace('-', ' ');
        var form = Guid.Parse("f6a0f2f5-6f9f-4f0e-9d0c-2f7b7f1d8a11");
        var answer = Answer(Young, code: typed, form: form);
        await city.DoAsync($"{Surveys}/answers", answer, "");
        await city.DoAsync($"{Surveys}/answers", answer, "");
        Assert.Equal(
            ProblemCode.SurveyCodeSpent,
            await city.RefuseAsync($"{Surveys}/answers", Answer(Old, code: codes[0]), ""));
        Assert.Equal(
            ProblemCode.SurveyCodeUnknown,
            await city.RefuseAsync($"{Surveys}/answers", Answer(Old, code: "AAAA"), ""));
        Assert.Contains(
            "已经作答", await city.PageAsync($"/survey/{codes[0]}", ""), StringComparison.Ordinal);

        await city.DoAsync($"{Here}/close", new { });
        Assert.Equal(
            ProblemCode.SurveyNotNow,
            await city.RefuseAsync($"{Surveys}/answers", Answer(Old, code: codes[1]), ""));
        var response = (await city.GetAsync($"{Here}/results")).GetProperty("response");
        Assert.Equal(1, response.GetProperty("answers").GetInt32());
        Assert.Equal(333_333, response.GetProperty("codeMicro").GetInt32());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Answers_hold_no_code_no_account_no_address_and_no_hour(
        DatabaseEngine engine)
    {
        await using var made = await MadeSchema.CreateAsync(engine);
        var columns = await made.ColumnsAsync();
        Assert.Equal(
            ["band", "choices", "day", "district", "id", "survey_id", "way"],
            columns.Where(one => one.Table == "survey_answers").Select(one => one.Name)
                .Order(StringComparer.Ordinal));
        // A spent code does not say on what or when, a tally not by whom.
        Assert.Equal(
            ["code_hash", "spent", "survey_id"],
            columns.Where(one => one.Table == "survey_codes").Select(one => one.Name)
                .Order(StringComparer.Ordinal));
        Assert.Equal(
            ["n", "outcome", "survey_id"],
            columns.Where(one => one.Table == "survey_tallies").Select(one => one.Name)
                .Order(StringComparer.Ordinal));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Results_and_who_did_not_answer_are_shown_to_all_once_it_is_closed(
        DatabaseEngine engine)
    {
        await using var city = await RunningAsync(engine);
        await AnsweredAsync(city);
        foreach (var outcome in new[] { "Refused", "Refused", "NoAnswer", "NotEligible" })
        {
            await city.DoAsync($"{Here}/attempts", new { outcome });
        }

        Assert.Equal(
            ProblemCode.NotPermitted,
            await city.RefuseAsync($"{Here}/attempts", new { outcome = "Refused" }, "water"));
        using (var early = await city.Http.GetAsync($"{Here}/results"))
        {
            Assert.Equal(
                (int)ProblemCode.SurveyNotNow, await TestCity.ProblemAsync(early));
        }

        await city.DoAsync($"{Here}/close", new { });
        var shown = await city.GetAsync($"{Here}/results");
        // 8 interviews of 8 + 2 refused + 1 not met.
        Assert.Equal(727_272, shown.GetProperty("interviewMicro").GetInt32());
        var item = shown.GetProperty("items")[0];
        Assert.Equal(24, item.GetProperty("valid").GetInt32());
        Assert.Equal(2, item.GetProperty("unknown").GetInt32());
        // West young all very content, west old all not, east too few to be shown alone:
        // (3000 × 1 + 1000 × 0.25 + 2000 × 1) ÷ 6000.
        Assert.Equal(875_000, item.GetProperty("scoreMicro").GetInt32());
        var east = item.GetProperty("districts").EnumerateArray()
            .First(one => one.GetProperty("name").GetString() == TestPack.East);
        Assert.True(east.GetProperty("isHidden").GetBoolean());
        Assert.False(east.TryGetProperty("scoreMicro", out _));
        Assert.False(east.TryGetProperty("valid", out _));

        var page = await city.PageAsync("/surveys/city-1", "");
        Assert.Contains("72.7 %", page, StringComparison.Ordinal);
        Assert.Contains("87.5", page, StringComparison.Ordinal);
        var opened = await city.PageAsync("/surveys/city-1?item=Q1", "");
        Assert.Contains("少于 5 份", opened, StringComparison.Ordinal);
        using var csv = await city.Http.GetAsync($"{Here}/results.csv");
        var lines = (await csv.Content.ReadAsStringAsync()).Split('\n');
        Assert.Contains(
            lines, line => line.Contains($",{East},hidden", StringComparison.Ordinal));
        using var xlsx = await city.Http.GetAsync($"{Here}/results.xlsx");
        Assert.True(xlsx.IsSuccessStatusCode);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_score_takes_the_survey_opens_its_results_and_computes_again_the_same(
        DatabaseEngine engine)
    {
        await using var city = await RunningAsync(engine);
        await AnsweredAsync(city);
        await city.DoAsync($"{Here}/close", new { });
        city.Time.Advance(TimeSpan.FromMinutes(1));
        await city.DoAsync("/api/v1/scores/city/2026-11", new { });
        var unit = await city.GetAsync($"/api/v1/scores/city/2026-11/t.{TestPack.West}", "bureau");
        var leaf = Node(unit, "survey.A.1.1.2");
        // (3000 × 1 + 1000 × 0.25) ÷ 4000.
        Assert.Equal(RequiredShare, leaf.GetProperty("shareMicro").GetInt32());
        Assert.True(leaf.GetProperty("lowMicro").GetInt32() <= RequiredShare);
        // Too few answered in the east, and nobody was asked the other questions.
        var east = await city.GetAsync($"/api/v1/scores/city/2026-11/t.{TestPack.East}", "bureau");
        Assert.False(Node(east, "survey.A.1.1.2").TryGetProperty("shareMicro", out _));
        Assert.False(Node(unit, "survey.C.1.1.2").TryGetProperty("shareMicro", out _));

        var why = await city.PageAsync(
            $"/console/scores/city/2026-11/t.{TestPack.West}?node=survey.A.1.1.2");
        Assert.Contains(
            "href=\"/console/surveys/city-1/results?item=Q1\"", why, StringComparison.Ordinal);
        await city.PageAsync("/console/surveys/city-1/results?item=Q1");

        Assert.Empty(Assert.Single(await VerifyAsync(city)).Faults);
        await InspectedCity.TamperAsync(
            city, "UPDATE survey_answers SET choices = '5' WHERE choices = '1'");
        Assert.NotEmpty(Assert.Single(await VerifyAsync(city)).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task It_closes_by_itself_once_when_its_last_day_is_over(DatabaseEngine engine)
    {
        await using var city = await RunningAsync(engine);
        await AnsweredAsync(city);
        var run = city.Service<RunSurvey>();
        var stop = TestContext.Current.CancellationToken;
        Assert.Equal(0, await run.CloseDueAsync(stop));

        // The last minute of the last day still belongs to who answers, the next one no longer.
        city.Time.Advance(
            new DateTimeOffset(2026, 12, 20, 15, 59, 0, TimeSpan.Zero) - city.Time.GetUtcNow());
        Assert.Equal(0, await run.CloseDueAsync(stop));
        await city.DoAsync($"{Here}/answers", Answer(Young), "");
        city.Time.Advance(TimeSpan.FromMinutes(2));
        // The city's own job may be the one of the two that closes it.
        await Task.WhenAll(run.CloseDueAsync(stop), run.CloseDueAsync(stop));
        Assert.Equal(0, await run.CloseDueAsync(stop));
        var closed = await city.GetAsync(Here);
        // Made, started, closed: once.
        Assert.Equal(
            ("Closed", 3),
            (closed.GetProperty("state").GetString(), closed.GetProperty("version").GetInt32()));
        Assert.Equal(
            ProblemCode.SurveyNotNow, await city.RefuseAsync($"{Here}/close", new { }));
        Assert.Equal(
            25,
            (await city.GetAsync($"{Here}/results")).GetProperty("items")[0]
                .GetProperty("valid").GetInt32());
        city.Time.Advance(TimeSpan.FromMinutes(1));
        await city.DoAsync("/api/v1/scores/city/2026-12", new { });
        var unit = await city.GetAsync($"/api/v1/scores/city/2026-12/t.{TestPack.West}", "bureau");
        Assert.Equal(
            RequiredShare, Node(unit, "survey.A.1.1.2").GetProperty("shareMicro").GetInt32());
        Assert.Empty(Assert.Single(await VerifyAsync(city)).Faults);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_same_form_of_an_interviewer_counts_a_refusal_once(
        DatabaseEngine engine)
    {
        await using var city = await RunningAsync(engine);
        const string page = "/console/surveys/city-1/interview";
        var shown = await city.PageAsync(page);
        var form = shown.Split("name=\"form\" value=\"")[1].Split('"')[0];
        Assert.DoesNotContain(form, await city.PageAsync(page), StringComparison.Ordinal);
        foreach (var outcome in new[] { "Refused", "Refused", "NoAnswer" })
        {
            var sent = await Cases.ConsoleCity.FormAsync(
                city, page, $"{page}?handler=Attempt", "office",
                ("outcome", outcome), ("form", form));
            Assert.Equal($"{page}?done=true", sent.To);
        }

        var next = Guid.Parse("f6a0f2f5-6f9f-4f0e-9d0c-2f7b7f1d8a12");
        for (var n = 0; n < 2; n++)
        {
            var response = await city.DoAsync(
                $"{Here}/attempts", new { outcome = "Refused", form = next });
            Assert.Equal(
                (2, 0),
                (response.GetProperty("refused").GetInt32(),
                    response.GetProperty("noAnswer").GetInt32()));
        }

        // Beside the key stands no interviewer.
        await using var context = city.City.Database.OpenContext();
        Assert.Equal(
            ["survey-attempt"],
            await context.Set<IdempotencyKey>().Select(row => row.Owner).Distinct()
                .ToListAsync(TestContext.Current.CancellationToken));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_questionnaire_is_written_on_the_page_and_keeps_what_was_typed(
        DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine, sites: 0);
        await city.DoAsync(Surveys, New());
        var page = await city.PageAsync("/console/surveys/city-1");
        Assert.Contains("young | 3000 | 0", page, StringComparison.Ordinal);
        Assert.Contains("data-draft=\"survey-item-city-1\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "city-1", await city.PageAsync("/console/surveys", "water"),
            StringComparison.Ordinal);
        await city.DoAsync($"{Here}/start", new { });
        var poster = await city.PageAsync("/console/surveys/city-1/poster");
        Assert.Contains("/survey/city-1", poster, StringComparison.Ordinal);
        Assert.StartsWith(
            "<svg", await city.PageAsync("/console/surveys/city-1/poster?handler=Qr"),
            StringComparison.Ordinal);
    }

    private static async Task<TestCity> RunningAsync(
        DatabaseEngine engine, int quota = 0, bool isOpen = true)
    {
        var city = await InspectedCity.StartAsync(engine, sites: 0);
        await city.DoAsync(Surveys, New(quota, isOpen));
        await city.DoAsync($"{Here}/start", new { });
        return city;
    }

    // West: 10 young very content, 10 old not content, 2 do not know; east: 4 very content.
    private static async Task AnsweredAsync(TestCity city)
    {
        for (var n = 0; n < 10; n++)
        {
            await city.DoAsync($"{Here}/answers", Answer(Young), "");
            await city.DoAsync($"{Here}/answers", Answer(Old, "4", interview: n < 8));
        }

        for (var n = 0; n < 4; n++)
        {
            await city.DoAsync($"{Here}/answers", Answer(East), "");
        }

        await city.DoAsync($"{Here}/answers", Answer(Young, "d"), "");
        await city.DoAsync($"{Here}/answers", Answer(Young, "d"), "");
    }

    private static async Task<IReadOnlyList<ScoreCheck>> VerifyAsync(TestCity city) =>
        (await city.Service<VerifyScores>().RunAsync(null, null, default)).Value;

    private static JsonElement Node(JsonElement unit, string code) =>
        unit.GetProperty("nodes").EnumerateArray()
            .First(one => one.GetProperty("code").GetString() == code);

    private static object Answer(
        string stratum, string choice = "1", bool interview = false, string? code = null,
        Guid? form = null) => new
    {
        stratum, choices = new Dictionary<string, string> { ["Q1"] = choice }, interview, code,
        form,
    };

    private static object New(int quota = 0, bool isOpen = true) =>
        new { code = "city", asked = Asked(quota, isOpen) };

    private static object Asked(int quota = 0, bool isOpen = true) => new
    {
        title = new { zh = "满意度调查", en = "Survey" }, intro = new { zh = "匿名", en = "Anonymous" },
        from = "2026-11-20", until = "2026-12-20", isOpen, edition = "sample-city",
        basis = "统计公报", leastShown = 5, holdsMonths = 2,
        items = new[]
        {
            new
            {
                code = "Q1", text = new { zh = "对市容满意吗", en = "Content with the look?" },
                kind = "FiveStep", points = new[] { 100, 75, 50, 25, 0 }, isNeeded = true,
                measure = "A.1.1.2",
            },
        },
        bands = new[]
        {
            new { code = "young", name = new { zh = "18–59 岁", en = "18–59" } },
            new { code = "old", name = new { zh = "60 岁及以上", en = "60 and over" } },
        },
        strata = new[]
        {
            new { district = TestPack.West, band = "young", residents = 3000, quota },
            new { district = TestPack.West, band = "old", residents = 1000, quota },
            new { district = TestPack.East, band = "young", residents = 2000, quota },
        },
    };
}
