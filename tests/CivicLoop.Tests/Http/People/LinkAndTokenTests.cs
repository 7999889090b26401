using System.Net;
using CivicLoop.Domain.People;
using CivicLoop.Modules.People;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Tests.City;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.People;

public sealed class LinkAndTokenTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_setup_link_makes_the_first_security_keeper_once(DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, demonstration: false);
        var links = city.Service<OneTimeLinks>();
        var secret = await links.MakeSetupAsync();
        Assert.NotNull(secret);
        Assert.Equal(
            HttpStatusCode.BadRequest, await SetUpAsync(city, secret, "li", "short"));
        Assert.Equal(
            HttpStatusCode.Redirect, await SetUpAsync(city, secret, "li", PeopleCity.Password));
        Assert.Equal(
            HttpStatusCode.Forbidden, await SetUpAsync(city, secret, "zhao", PeopleCity.Password));
        Assert.Null(await links.MakeSetupAsync());
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Fact]
    public async Task A_newer_setup_link_ends_the_older_and_each_expires()
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, false);
        var links = city.Service<OneTimeLinks>();
        var older = await links.MakeSetupAsync();
        var newer = await links.MakeSetupAsync();
        using var browser = city.Open();
        using (var answer = await browser.GetAsync($"/setup/{older}"))
        {
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        await browser.ReadAsync($"/setup/{newer}");
        city.Time.Advance(SignInRules.SetupLinkLife);
        using var expired = await browser.GetAsync($"/setup/{newer}");
        Assert.Equal(HttpStatusCode.Forbidden, expired.StatusCode);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_start_link_sets_the_password_once_and_expires(DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, demonstration: false);
        var keep = city.Service<KeepAccounts>();
        var made = (await keep.MakeAsync(
            new WantedAccount("wang", "王某", null, "handler", TestPack.WestBureau, null),
            "system")).Value;
        using var browser = city.Open();
        var path = $"/account/start/{made.Secret}";
        using (var weak = await browser.PostAsync(path, path, ("password", "password")))
        {
            Assert.Equal(HttpStatusCode.BadRequest, weak.StatusCode);
        }

        using (var set = await browser.PostAsync(path, path, ("password", PeopleCity.Password)))
        {
            Assert.Equal(HttpStatusCode.Redirect, set.StatusCode);
        }

        using (var used = await browser.GetAsync(path))
        {
            Assert.Equal(HttpStatusCode.Forbidden, used.StatusCode);
        }

        var again = (await keep.ResetAsync(made.Id, "system", default)).Value;
        city.Time.Advance(SignInRules.StartLinkLife);
        using var expired = await browser.GetAsync($"/account/start/{again}");
        Assert.Equal(HttpStatusCode.Forbidden, expired.StatusCode);
        await using var context = city.City.Database.OpenContext();
        Assert.False(await context.Set<OneTimeLink>().AnyAsync(
            row => row.SecretHash == System.Text.Encoding.UTF8.GetBytes(made.Secret)));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_token_acts_for_its_account_until_it_expires(DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, demonstration: false);
        var id = await city.MakeAsync("wang", "handler", TestPack.WestBureau);
        var made = (await city.Service<ApiTokens>().MakeAsync(id, "导出", 30, "system")).Value;
        using var browser = city.Open();
        using (var me = await browser.BearAsync("/api/v1/me", made.Secret))
        {
            Assert.Contains(
                ActingCaller.ActorOf(id), await me.Content.ReadAsStringAsync(),
                StringComparison.Ordinal);
        }

        using (var wrong = await browser.BearAsync("/api/v1/me", made.Secret + "0"))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        }

        city.Time.Advance(TimeSpan.FromDays(30));
        using var late = await browser.BearAsync("/api/v1/me", made.Secret);
        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
        Assert.Equal("account.TokenMade", (await city.JournalAsync(id))[^1]);
    }

    [Fact]
    public async Task A_revoked_token_is_refused_and_a_token_carries_no_separated_duty()
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, false);
        var id = await city.MakeAsync("li", "security-keeper", TestPack.CommandCentre);
        var tokens = city.Service<ApiTokens>();
        var made = (await tokens.MakeAsync(id, "x", 30, "system")).Value;
        using var browser = city.Open();
        using (var accounts = await browser.BearAsync("/api/v1/accounts", made.Secret))
        {
            Assert.Equal(HttpStatusCode.Forbidden, accounts.StatusCode);
        }

        await tokens.RevokeAsync(id, made.Token.Id, "system");
        using var revoked = await browser.BearAsync("/api/v1/me", made.Secret);
        Assert.Equal(HttpStatusCode.Unauthorized, revoked.StatusCode);
    }

    private static async Task<HttpStatusCode> SetUpAsync(
        PeopleCity city, string secret, string signIn, string password)
    {
        using var browser = city.Open();
        using var page = await browser.GetAsync($"/setup/{secret}");
        if (!page.IsSuccessStatusCode)
        {
            return page.StatusCode;
        }

        using var answer = await browser.PostAsync(
            $"/setup/{secret}", $"/setup/{secret}",
            ("signIn", signIn), ("displayName", "李某"), ("password", password));
        return answer.StatusCode;
    }
}
