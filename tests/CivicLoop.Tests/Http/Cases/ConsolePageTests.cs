using System.Net;
using CivicLoop.Modules.Cases;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Notices;
using CivicLoop.Tests.City;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.Cases;

/// <summary>What the console's pages promise: nothing typed is lost, and what is about to be late
/// is seen at once.</summary>
public sealed class ConsolePageTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_case_changed_while_writing_shows_the_change_and_keeps_the_words(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        var page = $"/console/cases/{number}";
        await city.ActAsync("office", number, "note", new { text = "另有一堆在后巷" });
        var late = await city.FormAsync(
            page, page, "office", ("command", "reject"), ("version", "1"), ("seen", "1"),
            ("words", "不在本市范围"));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("您填写期间，案件有了变化", late.Text, StringComparison.Ordinal);
        Assert.Contains("另有一堆在后巷", late.Text, StringComparison.Ordinal);
        Assert.Contains(">不在本市范围</textarea>", late.Text, StringComparison.Ordinal);
        Assert.Contains("name=\"version\" value=\"2\"", late.Text, StringComparison.Ordinal);
        var again = await city.FormAsync(
            page, page, "office", ("command", "reject"), ("version", "2"), ("seen", "2"),
            ("words", "不在本市范围"));
        Assert.Equal(HttpStatusCode.Redirect, again.Status);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Words_for_a_step_that_is_gone_stand_in_the_steps_that_are_left(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch");
        await city.ActAsync("bureau", number, "rectify", new { text = "已清运" });
        var page = $"/console/cases/{number}";
        var late = await city.FormAsync(
            page, page, "bureau", ("command", "return"), ("version", "3"), ("seen", "3"),
            ("words", "不属本局职责"));
        Assert.Equal(HttpStatusCode.Conflict, late.Status);
        Assert.Contains("已清运", late.Text, StringComparison.Ordinal);
        Assert.Contains(">不属本局职责</textarea>", late.Text, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_is_late_and_about_to_be_is_counted_by_unit_and_opens_its_list(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var late = await DispatchedAsync(city, TestPack.Stall, 102.02);
        await DispatchedAsync(city, TestPack.Rubbish, 102.03);
        var waiting = await DispatchedAsync(city, TestPack.Manhole, 102.04);
        await city.ActAsync("office", waiting, "note", new { text = "x" });
        await city.ActAsync("water", waiting, "rectify", new { text = "已补盖" });
        city.Time.Advance(TimeSpan.FromHours(4)); // past the stall's two working hours

        var page = await city.PageAsync("/console");
        Assert.Contains("due=late&unit=t-west-1-1", page, StringComparison.Ordinal);
        Assert.Contains($"due=soon&unit={TestPack.WestBureau}", page, StringComparison.Ordinal);
        Assert.Contains($"due=waiting&unit={TestPack.Water}", page, StringComparison.Ordinal);
        var list = await city.PageAsync("/console/cases?due=late&unit=t-west-1-1");
        Assert.Contains(late, list, StringComparison.Ordinal);
        Assert.DoesNotContain(waiting, list, StringComparison.Ordinal);
        Assert.DoesNotContain("unit-loads", await city.PageAsync("/console", "water"),
            StringComparison.Ordinal);
        await city.PageAsync("/console/cases?due=never", expected: HttpStatusCode.BadRequest);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_filter_is_saved_under_a_name_opened_replaced_and_removed(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        const string list = "/console/work/dispatch?class=E0102&overdue=&after=1.2";
        var saved = await city.FormAsync(
            list, "/console/filters", "office", ("name", "垃圾"), ("address", list));
        Assert.Equal("/console/work/dispatch?class=E0102", saved.To);
        Assert.Contains(
            "href=\"/console/work/dispatch?class=E0102\"",
            await city.PageAsync("/console/work/dispatch"), StringComparison.Ordinal);
        Assert.DoesNotContain(
            "垃圾</a>", await city.PageAsync("/console/filters", "bureau"),
            StringComparison.Ordinal);
        await city.FormAsync(
            list, "/console/filters", "office", ("name", "垃圾"), ("address", "/console/cases"));
        var mine = await city.GetAsync("/api/v1/filters", "office");
        var one = Assert.Single(mine.GetProperty("items").EnumerateArray());
        Assert.Equal("/console/cases", one.GetProperty("address").GetString());
        await city.FormAsync(
            "/console/filters", "/console/filters?handler=Remove", "office",
            ("id", one.GetProperty("id").GetString()!));
        mine = await city.GetAsync("/api/v1/filters", "office");
        Assert.Equal(0, mine.GetProperty("items").GetArrayLength());
    }

    [Theory]
    [InlineData("", "/console/cases", HttpStatusCode.BadRequest)]
    [InlineData("x", "https://example.org/console/cases", HttpStatusCode.BadRequest)]
    [InlineData("x", "//example.org", HttpStatusCode.BadRequest)]
    [InlineData("x", "/console/work/nothing", HttpStatusCode.BadRequest)]
    public async Task A_filter_without_a_name_or_that_leads_elsewhere_is_refused(
        string name, string address, HttpStatusCode status)
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var refused = await city.FormAsync(
            "/console/cases", "/console/filters", "office", ("name", name), ("address", address));
        Assert.Equal(status, refused.Status);
    }

    [Fact]
    public async Task A_fifty_first_filter_is_refused()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        for (var n = 0; n <= SavedFilters.EachMax; n++)
        {
            using var answer = await city.PostAsync(
                "/api/v1/filters", new { name = $"{n}", address = "/console/cases" }, "office");
            Assert.Equal(n < SavedFilters.EachMax, answer.IsSuccessStatusCode);
        }
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_ready_sentence_is_filled_in_for_the_case_and_counted(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        const string templates = "/console/administration/templates";
        await city.FormAsync(
            templates, templates, "office", ("name", "已清"), ("command", "note"),
            ("classPrefix", "E01"), ("words", "{number}（{class}）由{unit}处理"),
            ("isActive", "true"));
        var (number, _) = await city.ReportAsync();
        var (other, _) = await city.ReportAsync(TestPack.Stall, lon: 102.05);
        var page = await city.PageAsync($"/console/cases/{number}");
        Assert.Contains($"{number}（暴露垃圾）由单位d-cg-990101处理", page, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "data-template", await city.PageAsync($"/console/cases/{other}"),
            StringComparison.Ordinal);
        var all = await city.GetAsync("/api/v1/templates", "office");
        var id = all.GetProperty("items")[0].GetProperty("id").GetString()!;
        var chosen = await city.PageAsync(
            $"/console/cases/{number}?step=note&template={id}");
        Assert.Contains($">{number}（暴露垃圾）由", chosen, StringComparison.Ordinal);
        var done = await city.FormAsync(
            $"/console/cases/{number}", $"/console/cases/{number}", "office",
            ("command", "note"), ("words", "x"), ("template", id));
        Assert.Equal(HttpStatusCode.Redirect, done.Status);
        all = await city.GetAsync("/api/v1/templates", "office");
        Assert.Equal(1, all.GetProperty("items")[0].GetProperty("uses").GetInt64());
        await city.PageAsync(templates, "bureau", HttpStatusCode.Found); // to sign in otherwise
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_body_named_in_a_note_is_told_and_the_note_stays_inside(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, secret) = await city.ReportAsync();
        await city.ActAsync("office", number, "note", new
        {
            text = $"请@{TestPack.Water} 看看，@nobody 也看，a@b", @internal = false,
        });
        await using var context = city.City.Database.OpenContext();
        var told = await context.Set<OutboxMessage>().ToListAsync();
        Assert.Equal(
            [$"org:{TestPack.Water}"],
            told.Where(row => row.Template == "note-mention").Select(row => row.Recipient));
        using var outside = await city.Http.GetAsync($"/api/v1/cases/{number}/timeline");
        Assert.DoesNotContain(
            "看看", await outside.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        using var reporter = await city.Http.GetAsync(
            $"/api/v1/cases/{number}/timeline?secret={secret}");
        Assert.DoesNotContain(
            "看看", await reporter.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Contains("看看", await city.PageAsync($"/console/cases/{number}"),
            StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_was_closed_at_the_place_before_is_shown_and_a_recurrence_marked(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (before, _) = await city.ReportAsync(lon: 102.02);
        var (far, _) = await city.ReportAsync(TestPack.Rubbish, lon: 102.09);
        foreach (var number in new[] { before, far })
        {
            await city.ActAsync("office", number, "accept");
            await city.ActAsync("office", number, "dispatch");
            await city.ActAsync("bureau", number, "rectify", new { text = "已清运" });
            await city.ActAsync("office", number, "pass-check", new { text = "干净" });
            await city.ActAsync("office", number, "close");
        }

        city.Time.Advance(TimeSpan.FromDays(3));
        var (number1, _) = await city.ReportAsync(lon: 102.0202);
        var page = await city.PageAsync($"/console/cases/{number1}");
        Assert.Contains("同一地点以前的案件", page, StringComparison.Ordinal);
        Assert.Contains($"/console/cases/{before}\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain($"/console/cases/{far}\"", page, StringComparison.Ordinal);
        Assert.Contains("结案后 30 天内复发", page, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Cases_are_chosen_in_a_list_acted_on_at_once_and_answered_one_by_one(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var one = (await city.ReportAsync()).Number;
        var other = (await city.ReportAsync(lon: 102.05)).Number;
        const string list = "/console/work/accept";
        Assert.Contains($"value=\"{one}@1\"", await city.PageAsync(list), StringComparison.Ordinal);
        var chosen = await city.FormAsync(
            list, "/console/bulk?handler=Choose", "office", ("row", $"{one}@1"),
            ("row", $"{other}@1"), ("back", list));
        Assert.Equal(HttpStatusCode.OK, chosen.Status);
        Assert.Contains($"value=\"{one}@1,{other}@1\"", chosen.Text, StringComparison.Ordinal);
        var lacking = await city.FormAsync(
            list, "/console/bulk", "office", ("rows", $"{one}@1,{other}@1"), ("back", list),
            ("command", "reject"));
        Assert.Equal(HttpStatusCode.BadRequest, lacking.Status);
        await city.ActAsync("office", other, "note", new { text = "x" });
        var done = await city.FormAsync(
            list, "/console/bulk", "office", ("rows", $"{one}@1,{other}@1"), ("back", list),
            ("command", "reject"), ("words", "重复举报"));
        Assert.Contains("已办 1 件，未办 1 件", done.Text, StringComparison.Ordinal);
        Assert.Contains($"value=\"{other}@2\"", done.Text, StringComparison.Ordinal);
        var none = await city.FormAsync(list, "/console/bulk?handler=Choose", "office");
        Assert.Equal(HttpStatusCode.BadRequest, none.Status);
    }

    [Fact]
    public async Task After_a_step_the_next_case_of_the_worklist_is_one_press_away()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var one = (await city.ReportAsync()).Number;
        city.Time.Advance(TimeSpan.FromMinutes(1));
        var other = (await city.ReportAsync(lon: 102.05)).Number;
        var done = await city.FormAsync(
            $"/console/cases/{one}?from=accept", $"/console/cases/{one}", "office",
            ("command", "accept"), ("version", "1"), ("from", "accept"));
        Assert.Equal($"/console/cases/{one}?done=accept&from=accept", done.To);
        Assert.Contains(
            $"data-next-case href=\"/console/cases/{other}?from=accept\"",
            await city.PageAsync(done.To!), StringComparison.Ordinal);
    }

    private static async Task<string> DispatchedAsync(TestCity city, string @class, double lon)
    {
        var (number, _) = await city.ReportAsync(@class, lon: lon);
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch");
        return number;
    }
}
