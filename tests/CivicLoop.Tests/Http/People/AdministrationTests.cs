using System.Net;
using CivicLoop.Modules.People;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.People;

public sealed class AdministrationTests
{
    private const string Accounts = "/console/administration/accounts";

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_security_keeper_makes_an_account_and_hands_out_its_link(
        DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, demonstration: true);
        using var browser = await KeeperAsync(city);
        using var made = await browser.PostAsync(
            Accounts, Accounts, ("signIn", "sun"), ("displayName", "孙某"), ("role", "inspector"),
            ("organization", TestPack.SupervisionCentre), ("area", TestPack.West));
        var page = await made.Content.ReadAsStringAsync();
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
        Assert.Contains("/account/start/", page, StringComparison.Ordinal);
        var listed = await browser.ReadAsync("/api/v1/accounts?q=sun");
        Assert.Contains($"\"scopeArea\":\"{TestPack.West}\"", listed, StringComparison.Ordinal);
        Assert.DoesNotContain("scopePath", listed, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("organization", "nowhere", HttpStatusCode.BadRequest)]
    [InlineData("area", "nowhere", HttpStatusCode.BadRequest)]
    [InlineData("signIn", "bureau", HttpStatusCode.Conflict)]
    [InlineData("signIn", "a/b", HttpStatusCode.BadRequest)]
    [InlineData("displayName", "", HttpStatusCode.BadRequest)]
    internal async Task A_field_that_cannot_be_used_is_named_and_the_rest_stays_typed(
        string field, string value, HttpStatusCode status)
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, true);
        using var browser = await KeeperAsync(city);
        var typed = new Dictionary<string, string>
        {
            ["signIn"] = "sun",
            ["displayName"] = "Sun-Typed",
            ["role"] = "inspector",
            ["organization"] = TestPack.SupervisionCentre,
            ["area"] = TestPack.West,
            [field] = value,
        };
        using var refused = await browser.PostAsync(
            Accounts, Accounts, [.. typed.Select(pair => (pair.Key, pair.Value))]);
        var page = await refused.Content.ReadAsStringAsync();
        Assert.Equal(status, refused.StatusCode);
        Assert.Contains($"id=\"{field}-problem\"", page, StringComparison.Ordinal);
        Assert.All(
            typed.Where(pair => pair.Key is not "role" && pair.Value.Length > 0),
            pair => Assert.Contains($"value=\"{pair.Value}\"", page, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_role_is_changed_and_its_holders_feel_it_at_their_next_request()
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, true);
        using var keeper = await KeeperAsync(city);
        using var bureau = await OpenAsync(city, "bureau");
        Assert.Contains(
            "CaseRectify", await bureau.ReadAsync("/api/v1/me"), StringComparison.Ordinal);
        const string roles = "/console/administration/roles";
        using var changed = await keeper.PostAsync(
            roles, roles, ("role", "handler"), ("permissions", "CaseSee"),
            ("permissions", "CaseNote"));
        Assert.Equal(HttpStatusCode.Redirect, changed.StatusCode);
        var me = await bureau.ReadAsync("/api/v1/me");
        Assert.DoesNotContain("CaseRectify", me, StringComparison.Ordinal);
        Assert.Contains("CaseNote", me, StringComparison.Ordinal);
        Assert.Equal(["role.Changed"], await city.JournalAsync(KeepRoles.Subject));
    }

    [Theory]
    [InlineData("bureau", "/console/administration/accounts")]
    [InlineData("bureau", "/console/administration/roles")]
    [InlineData("keeper", "/console/administration/organizations")]
    public async Task A_page_beyond_ones_duty_is_forbidden(string who, string page)
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, true);
        using var browser = await OpenAsync(city, who);
        using var answer = await browser.GetAsync(page);
        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Who_holds_posts_in_two_organisations_chooses_for_which_to_act()
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, false);
        var id = await city.MakeAsync("wang", "handler", TestPack.WestBureau);
        await city.Service<KeepAccounts>().GivePostAsync(
            new WantedPost(id, "closer", TestPack.SupervisionCentre), "system", default);
        using var browser = city.Open();
        using var signedIn = await browser.SignInAsync("wang");
        Assert.DoesNotContain(
            "CaseClose", await browser.ReadAsync("/api/v1/me"), StringComparison.Ordinal);
        using var switched = await browser.PostAsync(
            "/account", "/account?handler=ActAs", ("organization", TestPack.SupervisionCentre));
        var me = await browser.ReadAsync("/api/v1/me");
        Assert.Contains("CaseClose", me, StringComparison.Ordinal);
        Assert.DoesNotContain("CaseRectify", me, StringComparison.Ordinal);
        using var elsewhere = await browser.PostAsync(
            "/account", "/account?handler=ActAs", ("organization", TestPack.Water));
        Assert.Equal(HttpStatusCode.BadRequest, elsewhere.StatusCode);
    }

    [Fact]
    public async Task Organisations_are_listed_by_tree_and_parent()
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, true);
        using var browser = city.Open();
        var below = await browser.ReadAsync(
            $"/api/v1/organizations?tree=Line&parent={TestPack.Department}");
        Assert.Contains(TestPack.WestBureau, below, StringComparison.Ordinal);
        Assert.DoesNotContain(TestPack.Water, below, StringComparison.Ordinal);
        using var tooMany = await browser.GetAsync("/api/v1/organizations?limit=201");
        Assert.Equal(HttpStatusCode.BadRequest, tooMany.StatusCode);
    }

    [Fact]
    public void Both_languages_have_the_same_texts_of_people() => Assert.Equal(
        PeopleTexts.All("zh").Keys.Order(), PeopleTexts.All("en").Keys.Order());

    private static Task<Browser> KeeperAsync(PeopleCity city) => OpenAsync(city, "keeper");

    private static async Task<Browser> OpenAsync(PeopleCity city, string signIn)
    {
        var browser = city.Open();
        using var answer = await browser.PostAsync(
            "/sign-in", "/sign-in?handler=Demonstration", ("signIn", signIn));
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        return browser;
    }
}
