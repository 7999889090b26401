using System.Net;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Tests.City;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.People;

public sealed class SignInTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_password_signs_in_and_leads_back_to_the_page_asked_for(
        DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, demonstration: false);
        var id = await city.MakeAsync("wang", "handler", TestPack.WestBureau);
        using var browser = city.Open();
        using var answer = await browser.SignInAsync("WANG", back: "/account");
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/account", answer.Headers.Location?.ToString());
        Assert.Contains("wang", await browser.ReadAsync("/account"), StringComparison.Ordinal);
        Assert.Equal("account.SignedIn", (await city.JournalAsync(id))[^1]);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Five_wrong_passwords_lock_the_account_until_the_time_is_over(
        DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, demonstration: false);
        var id = await city.MakeAsync("wang", "handler", TestPack.WestBureau);
        using var browser = city.Open();
        for (var i = 0; i < SignInRules.FailuresMax; i++)
        {
            using var wrong = await browser.SignInAsync("wang", "Wrong-2026-no");
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        using (var locked = await browser.SignInAsync("wang"))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, locked.StatusCode);
        }

        Assert.Contains("account.Locked", await city.JournalAsync(id));
        city.Time.Advance(SignInRules.LockTime + TimeSpan.FromSeconds(1));
        using var again = await browser.SignInAsync("wang");
        Assert.Equal(HttpStatusCode.Redirect, again.StatusCode);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Guesses_sent_side_by_side_are_all_counted(DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, demonstration: false);
        var id = await city.MakeAsync("wang", "handler", TestPack.WestBureau);
        using var browser = city.Open();
        var page = await browser.ReadAsync("/sign-in");
        var token = Browser.Token().Match(page).Groups[1].Value;
        var answers = await Task.WhenAll(Enumerable.Range(0, SignInRules.FailuresMax).Select(
            _ => browser.SendAsync(
                "/sign-in", token, ("signIn", "wang"), ("password", "Wrong-2026-no"))));
        Assert.All(answers, answer => Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode));
        Assert.NotNull((await city.AccountAsync(id)).LockedUntil);
    }

    [Fact]
    public async Task An_unknown_name_and_a_wrong_password_are_told_alike()
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, false);
        await city.MakeAsync("wang", "handler", TestPack.WestBureau);
        using var browser = city.Open();
        using var unknown = await browser.SignInAsync("nobody");
        using var wrong = await browser.SignInAsync("wang", "Wrong-2026-no");
        Assert.Equal(
            await ProblemOf(wrong), await ProblemOf(unknown));
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    public async Task A_way_back_to_another_site_is_not_followed(string back)
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, false);
        await city.MakeAsync("wang", "handler", TestPack.WestBureau);
        using var browser = city.Open();
        using var answer = await browser.SignInAsync("wang", back: back);
        Assert.Equal("/console", answer.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_form_sent_after_the_session_ended_leads_to_the_sign_in_page_and_back()
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, false);
        await city.MakeAsync("wang", "handler", TestPack.WestBureau);
        using var browser = city.Open();
        using var signedIn = await browser.SignInAsync("wang");
        var page = await browser.ReadAsync("/account");
        city.Time.Advance(SignInRules.SessionIdle + TimeSpan.FromMinutes(1));
        using var late = await browser.SendAsync(
            "/account?handler=Language", Browser.Token().Match(page).Groups[1].Value,
            ("language", "en"));
        Assert.Equal(HttpStatusCode.Redirect, late.StatusCode);
        Assert.Equal("/sign-in?return=%2Faccount", late.Headers.Location?.ToString());
    }

    [Fact]
    public async Task A_session_in_use_ends_after_the_longest_shift()
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, false);
        await city.MakeAsync("wang", "handler", TestPack.WestBureau);
        using var browser = city.Open();
        using var signedIn = await browser.SignInAsync("wang");
        var step = SignInRules.SessionIdle - TimeSpan.FromMinutes(5);
        for (var used = step; used < SignInRules.SessionMax; used += step)
        {
            city.Time.Advance(step);
            await browser.ReadAsync("/account");
        }

        city.Time.Advance(step);
        using var over = await browser.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Redirect, over.StatusCode);
    }

    [Fact]
    public async Task A_session_survives_a_restart_of_the_server()
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, false);
        await city.MakeAsync("wang", "handler", TestPack.WestBureau);
        using var browser = city.Open();
        using var signedIn = await browser.SignInAsync("wang");
        await city.RestartAsync();
        using var again = city.Open(browser.Cookies);
        Assert.Contains("wang", await again.ReadAsync("/account"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_disabled_account_is_out_at_its_next_request()
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, false);
        var id = await city.MakeAsync("wang", "handler", TestPack.WestBureau);
        using var browser = city.Open();
        using var signedIn = await browser.SignInAsync("wang");
        await city.Service<Modules.People.KeepAccounts>().DisableAsync(id, true, "system", default);
        using var out1 = await browser.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Redirect, out1.StatusCode);
        using var again = await browser.SignInAsync("wang");
        Assert.Equal(HttpStatusCode.Unauthorized, again.StatusCode);
    }

    [Fact]
    public async Task A_reset_ends_sessions_that_are_open_elsewhere()
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, false);
        var id = await city.MakeAsync("wang", "handler", TestPack.WestBureau);
        using var browser = city.Open();
        using var signedIn = await browser.SignInAsync("wang");
        await browser.ReadAsync("/account");
        await city.Service<Modules.People.KeepAccounts>().ResetAsync(id, "system", default);
        using var ended = await browser.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
        using var old = await browser.SignInAsync("wang");
        Assert.Equal(HttpStatusCode.Unauthorized, old.StatusCode);
    }

    [Fact]
    public async Task A_new_password_ends_other_sessions_and_not_the_own()
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, false);
        await city.MakeAsync("wang", "handler", TestPack.WestBureau);
        using var other = city.Open();
        using var first = await other.SignInAsync("wang");
        using var own = city.Open();
        using var second = await own.SignInAsync("wang");
        using var changed = await own.PostAsync(
            "/account", "/account?handler=Password", ("current", PeopleCity.Password),
            ("password", "Newer-2026-ok"));
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        await own.ReadAsync("/account");
        using var ended = await other.GetAsync("/account");
        Assert.Equal(HttpStatusCode.Redirect, ended.StatusCode);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task One_click_signs_in_to_a_demonstration_city_where_nobody_has_a_password(
        DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, demonstration: true);
        await using var context = city.City.Database.OpenContext();
        Assert.Equal(4, await context.Set<Account>().CountAsync());
        Assert.False(await context.Set<Account>().AnyAsync(row => row.PasswordHash != null));
        using var browser = city.Open();
        using var answer = await browser.PostAsync(
            "/sign-in", "/sign-in?handler=Demonstration", ("signIn", "bureau"));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        var me = await browser.ReadAsync("/api/v1/me");
        Assert.Contains("CaseRectify", me, StringComparison.Ordinal);
        Assert.Contains(
            $"/{TestPack.Department}/{TestPack.WestBureau}/", me, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_demonstration_sign_in_is_not_found_in_a_real_city()
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, false);
        await city.MakeAsync("bureau", "handler", TestPack.WestBureau);
        using var browser = city.Open();
        using var answer = await browser.PostAsync(
            "/sign-in", "/sign-in?handler=Demonstration", ("signIn", "bureau"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task An_account_with_a_password_is_no_demonstration_sign_in()
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, true);
        await city.MakeAsync("wang", "handler", TestPack.WestBureau);
        using var browser = city.Open();
        using var answer = await browser.PostAsync(
            "/sign-in", "/sign-in?handler=Demonstration", ("signIn", "wang"));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private static async Task<string> ProblemOf(HttpResponseMessage answer)
    {
        var page = await answer.Content.ReadAsStringAsync();
        var from = page.IndexOf("role=\"alert\"", StringComparison.Ordinal);
        return page[from..page.IndexOf("</div>", from, StringComparison.Ordinal)];
    }
}
