using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Journal;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.People;

namespace CivicLoop.Tests.Http.Administration;

/// <summary>Pages and addresses of the administration, each opened by whose duty it is.</summary>
public sealed class AdministrationPageTests
{
    private const string Audit = "/console/administration/audit";

    [Theory]
    [InlineData("auditor", Audit)]
    [InlineData("keeper", "/console/administration/tokens")]
    [InlineData("keeper", "/console/administration/import/people")]
    [InlineData("catalogue", "/console/administration/import/organizations")]
    [InlineData("catalogue", "/console/administration/organizations/tree?tree=Territory&at=t-west")]
    [InlineData("catalogue", "/console/administration/areas")]
    [InlineData("catalogue", "/console/administration/catalogue/E0102/history")]
    [InlineData("bureau", "/account/notices")]
    public async Task A_page_opens_for_whose_duty_it_is_in_both_languages(string who, string page)
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, true);
        using var browser = await OpenAsync(city, who);
        Assert.Contains("<h1>", await browser.ReadAsync(page), StringComparison.Ordinal);
        var mark = page.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        Assert.Contains(
            "lang=\"en\"", await browser.ReadAsync($"{page}{mark}lang=en"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("keeper", Audit)]
    [InlineData("bureau", Audit)]
    [InlineData("auditor", "/console/administration/tokens")]
    [InlineData("auditor", "/console/administration/areas")]
    [InlineData("catalogue", "/console/administration/import/people")]
    public async Task A_page_of_another_duty_is_forbidden(string who, string page)
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, true);
        using var browser = await OpenAsync(city, who);
        using var answer = await browser.GetAsync(page);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_auditor_finds_who_did_what_and_proves_it(DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, true);
        await city.MakeAsync("sun", "inspector", TestPack.SupervisionCentre);
        await city.Service<KeepRoles>().ChangeAsync("leader", [], "account:nobody");
        await city.Service<JournalSealer>().SealAsync(default);
        using var browser = await OpenAsync(city, "auditor");
        var page = await browser.ReadAsync($"{Audit}?subject=sun&kind=account.PostGiven");
        Assert.Contains("inspector", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<code>role.Changed</code>", page, StringComparison.Ordinal);
        var first = JsonDocument.Parse(
            await browser.ReadAsync("/api/v1/journal?limit=1")).RootElement;
        var second = JsonDocument.Parse(await browser.ReadAsync(
            $"/api/v1/journal?limit=1&after={first.GetProperty("next").GetString()}")).RootElement;
        Assert.NotEqual(
            first.GetProperty("items")[0].GetProperty("seq").GetInt64(),
            second.GetProperty("items")[0].GetProperty("seq").GetInt64());
        var proof = await browser.ReadAsync("/api/v1/journal/sun/proof");
        Assert.Contains("\"faults\":[]", proof, StringComparison.Ordinal);
        Assert.Contains("\"checkpoints\":1", proof, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_changed_entry_is_found_by_checking_its_subject_alone(
        DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, true);
        await city.MakeAsync("sun", "inspector", TestPack.SupervisionCentre);
        await city.City.Database.WriteAsync(async session =>
            (Outcome<int>)await session.ExecuteAsync(
                "UPDATE journal SET body = '{}' WHERE kind = 'account.PostGiven'"));
        using var browser = await OpenAsync(city, "auditor");
        var page = await browser.ReadAsync($"{Audit}?subject=sun&handler=Prove");
        Assert.Contains("alert-danger", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_subject_nobody_knows_is_named_beside_its_field()
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, true);
        using var browser = await OpenAsync(city, "auditor");
        using var answer = await browser.GetAsync($"{Audit}?subject=nobody-at-all");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_history_of_a_class_tells_who_changed_which_field(
        DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, true);
        var keep = city.Service<KeepCatalogue>();
        var catalogue = city.Service<CityHolder>().Current.Catalogue;
        var before = catalogue.Find(TestPack.Rubbish)!;
        await keep.ChangeAsync(before with { NameZh = "乱堆垃圾" }, "system");
        await keep.ChangeAsync(
            catalogue.Condition(TestPack.Rubbish, 1)! with { LimitMilli = 8_000 }, "system");
        await keep.ChangeAsync(catalogue.Find(TestPack.Stall)! with { NameZh = "别的" }, "system");
        using var browser = await OpenAsync(city, "catalogue");
        var page = await browser.ReadAsync(
            $"/console/administration/catalogue/{TestPack.Rubbish}/history");
        Assert.Contains("乱堆垃圾", page, StringComparison.Ordinal);
        Assert.Contains("4000", page, StringComparison.Ordinal);
        Assert.Contains("8000", page, StringComparison.Ordinal);
        Assert.DoesNotContain("别的", page, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_preview_shows_what_the_person_then_sees(DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, true);
        var id = await city.MakeAsync("sun", "inspector", TestPack.SupervisionCentre);
        using var browser = await OpenAsync(city, "keeper");
        var preview = JsonDocument.Parse(await browser.ReadAsync(
            $"/api/v1/accounts/{id}/preview")).RootElement.GetProperty("items")[0];
        var pages = preview.GetProperty("pages").EnumerateArray()
            .Select(page => page.GetString()).ToList();
        Assert.Contains("/console/work/check", pages);
        Assert.DoesNotContain(Audit, pages);
        var page = await browser.ReadAsync(
            $"/console/administration/accounts/{id}/preview");
        Assert.Contains("/console/work/check", page, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_narrowed_token_does_only_what_it_was_made_for(DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, true);
        var id = await city.MakeAsync("sun", "inspector", TestPack.SupervisionCentre);
        var made = await city.Service<ApiTokens>().MakeAsync(
            id, "reader", 30, [CivicLoop.Domain.People.Permission.CaseSee], "system");
        using var browser = city.Open();
        using var answer = await browser.BearAsync("/api/v1/me", made.Value.Secret);
        var me = await answer.Content.ReadAsStringAsync();
        Assert.Contains("CaseSee", me, StringComparison.Ordinal);
        Assert.DoesNotContain("CaseCheck", me, StringComparison.Ordinal);
        Assert.NotNull((await city.Service<ApiTokens>().OfAsync(id, default))[0].LastUsedAt);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Organisations_are_kept_by_the_api_and_a_repeat_is_answered_once(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var body = new
        {
            code = "d-park", tree = "Line", nameZh = "园林局", nameEn = "Parks", kind = "bureau",
        };
        using var first = await city.PostAsync("/api/v1/organizations", body, "office", "k-1");
        using var again = await city.PostAsync("/api/v1/organizations", body, "office", "k-1");
        Assert.Equal(HttpStatusCode.Created, first.StatusCode);
        Assert.Equal(HttpStatusCode.Created, again.StatusCode);
        using var moved = await city.PostAsync(
            "/api/v1/organizations/d-park/move", new { parent = TestPack.Department }, "office");
        Assert.Contains(
            $"/{TestPack.Department}/d-park/", await moved.Content.ReadAsStringAsync(),
            StringComparison.Ordinal);
        using var circle = await city.PostAsync(
            $"/api/v1/organizations/{TestPack.Department}/move", new { parent = "d-park" },
            "office");
        Assert.Equal(40916, await TestCity.ProblemAsync(circle));
        using var refused = await city.PostAsync(
            "/api/v1/accounts", new { signIn = "x" }, "office");
        Assert.Equal(40302, await TestCity.ProblemAsync(refused));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_calendar_shows_which_limits_it_would_reckon_otherwise(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch");
        var model = city.City.City.Current;
        var limits = city.Service<CaseLimits>();
        Assert.Equal(0, (await limits.MovedAsync(model.Calendar, default)).Count);
        var holiday = model.CalendarDocument with
        {
            Holidays = new Dictionary<DateOnly, CivicLoop.Domain.LocalText>
            {
                [new DateOnly(2026, 11, 24)] = new("临时放假", "Day off"),
            },
        };
        var moved = await limits.MovedAsync(holiday.ToCalendar(model.TimeZone), default);
        Assert.Equal(number, Assert.Single(moved.First).Number);
    }

    private static async Task<Browser> OpenAsync(PeopleCity city, string who)
    {
        var browser = city.Open();
        using var signedIn = await browser.PostAsync(
            "/sign-in", "/sign-in?handler=Demonstration", ("signIn", who));
        return browser;
    }
}
