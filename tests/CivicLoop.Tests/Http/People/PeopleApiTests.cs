using System.Net;
using System.Text;
using System.Text.Json;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Tables;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.People;

/// <summary>Accounts, roles, tokens and lists as another program keeps them.</summary>
public sealed class PeopleApiTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_repeated_write_makes_one_account_and_gives_the_same_link(
        DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, true);
        using var keeper = await OpenAsync(city, "keeper");
        var body = new
        {
            signIn = "sun", displayName = "孙某", role = "inspector",
            organization = TestPack.SupervisionCentre,
        };
        var first = await DoneAsync(
            keeper.CallAsync(HttpMethod.Post, "/api/v1/accounts", body, "k-1"), 201);
        var again = await DoneAsync(
            keeper.CallAsync(HttpMethod.Post, "/api/v1/accounts", body, "k-1"), 201);
        Assert.Equal(Text(first, "link"), Text(again, "link"));
        Assert.Contains("/account/start/", Text(first, "link"), StringComparison.Ordinal);
        var other = keeper.CallAsync(
            HttpMethod.Post, "/api/v1/accounts", body with { signIn = "li" }, "k-1");
        Assert.Equal(40903, await RefusedAsync(other, HttpStatusCode.Conflict));
        Assert.Single(Items(await DoneAsync(keeper.GetAsync("/api/v1/accounts?q=sun"))));

        var id = Text(first, "id");
        await DoneAsync(keeper.CallAsync(
            HttpMethod.Post, $"/api/v1/accounts/{id}/disable", new { }, "k-2"));
        var listed = Items(await DoneAsync(keeper.GetAsync("/api/v1/accounts?q=sun")))[0];
        Assert.True(listed.GetProperty("disabled").GetBoolean());
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_post_that_would_join_two_separated_duties_is_refused(
        DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, true);
        var id = await city.MakeAsync("sun", "auditor", TestPack.CommandCentre);
        using var keeper = await OpenAsync(city, "keeper");
        var path = $"/api/v1/accounts/{id}/posts";
        Assert.Equal(40914, await RefusedAsync(
            keeper.CallAsync(HttpMethod.Post, path, new
            {
                role = "security-keeper", organization = TestPack.CommandCentre,
            }),
            HttpStatusCode.Conflict));
        var given = await DoneAsync(
            keeper.CallAsync(HttpMethod.Post, path, new
            {
                role = "leader", organization = TestPack.CommandCentre,
            }),
            201);
        Assert.Equal(40914, await RefusedAsync(
            keeper.CallAsync(HttpMethod.Put, "/api/v1/roles/leader", new
            {
                permissions = new[] { "CaseSee", "SystemKeep" },
            }),
            HttpStatusCode.Conflict));
        await DoneAsync(keeper.CallAsync(HttpMethod.Delete, $"{path}/{Text(given, "id")}"));
        await DoneAsync(keeper.CallAsync(HttpMethod.Put, "/api/v1/roles/leader", new
        {
            permissions = new[] { "CaseSee", "SystemKeep" },
        }));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_last_who_can_give_out_rights_cannot_be_locked_out(
        DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, true);
        using var keeper = await OpenAsync(city, "keeper");
        var own = Items(await DoneAsync(keeper.GetAsync("/api/v1/accounts?q=keeper")))
            .Single(one => Text(one, "signIn") == "keeper");
        var (id, post) = (Text(own, "id"), Text(own.GetProperty("posts")[0], "id"));
        Assert.Equal(40919, await RefusedAsync(
            keeper.CallAsync(HttpMethod.Post, $"/api/v1/accounts/{id}/disable", new { }),
            HttpStatusCode.Conflict));
        Assert.Equal(40919, await RefusedAsync(
            keeper.CallAsync(HttpMethod.Delete, $"/api/v1/accounts/{id}/posts/{post}"),
            HttpStatusCode.Conflict));
        Assert.False(Items(await DoneAsync(keeper.GetAsync("/api/v1/accounts?q=keeper")))[0]
            .GetProperty("disabled").GetBoolean());

        await city.MakeAsync("second", "security-keeper", TestPack.CommandCentre);
        await DoneAsync(
            keeper.CallAsync(HttpMethod.Post, $"/api/v1/accounts/{id}/disable", new { }));
    }

    [Theory]
    [InlineData("POST", "/api/v1/accounts")]
    [InlineData("POST", "/api/v1/accounts/0198a000-0000-7000-8000-00000000aaaa/disable")]
    [InlineData("GET", "/api/v1/roles")]
    [InlineData("POST", "/api/v1/roles")]
    [InlineData("PUT", "/api/v1/roles/handler")]
    [InlineData("DELETE", "/api/v1/roles/handler")]
    [InlineData("POST", "/api/v1/roles/handler/rename")]
    [InlineData("POST", "/api/v1/imports/people")]
    [InlineData("POST", "/api/v1/imports/organizations")]
    [InlineData("POST", "/api/v1/imports/areas")]
    [InlineData("GET", "/api/v1/catalogue/E0102/history")]
    public async Task What_is_not_ones_duty_is_refused_with_the_permission_it_needs(
        string method, string path)
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, true);
        using var bureau = await OpenAsync(city, "bureau");
        using var nobody = city.Open();
        object? body = method == "GET" || method == "DELETE" ? null : new { nameZh = "某" };
        Assert.Equal(40302, await RefusedAsync(
            bureau.CallAsync(new HttpMethod(method), path, body), HttpStatusCode.Forbidden));
        using var away = await nobody.CallAsync(new HttpMethod(method), path, body);
        Assert.False(away.IsSuccessStatusCode);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_role_is_renamed_and_removed_once_nobody_holds_it(DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, true);
        using var keeper = await OpenAsync(city, "keeper");
        await DoneAsync(
            keeper.CallAsync(HttpMethod.Post, "/api/v1/roles", new
            {
                code = "r-night", nameZh = "夜班", nameEn = "Night", isOfLine = false,
            }),
            201);
        await DoneAsync(keeper.CallAsync(HttpMethod.Post, "/api/v1/roles/r-night/rename", new
        {
            nameZh = "值夜", nameEn = "Night watch",
        }));
        var id = await city.MakeAsync("sun", "r-night", TestPack.CommandCentre);
        const string role = "/api/v1/roles/r-night";
        Assert.Equal(40917, await RefusedAsync(
            keeper.CallAsync(HttpMethod.Delete, role), HttpStatusCode.Conflict));
        var account = Items(await DoneAsync(keeper.GetAsync("/api/v1/accounts?q=sun")))[0];
        await DoneAsync(keeper.CallAsync(
            HttpMethod.Delete,
            $"/api/v1/accounts/{id}/posts/{Text(account.GetProperty("posts")[0], "id")}"));
        await DoneAsync(keeper.CallAsync(HttpMethod.Delete, role));
        Assert.Equal(40401, await RefusedAsync(
            keeper.CallAsync(HttpMethod.Delete, role), HttpStatusCode.NotFound));
        Assert.Equal(40009, await RefusedAsync(
            keeper.CallAsync(HttpMethod.Post, $"/api/v1/accounts/{id}/posts", new
            {
                role = "r-night", organization = TestPack.CommandCentre,
            }),
            HttpStatusCode.BadRequest));
        Assert.Equal(
            ["role.Added", "role.Renamed", "role.Removed"],
            await city.JournalAsync(KeepRoles.Subject));
        var page = await keeper.ReadAsync("/console/administration/roles");
        Assert.DoesNotContain("r-night", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("security-keeper")]
    [InlineData("auditor")]
    [InlineData("system-keeper")]
    public async Task A_role_of_a_separated_duty_keeps_it_and_stays(string role)
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, true);
        using var keeper = await OpenAsync(city, "keeper");
        Assert.Equal(40918, await RefusedAsync(
            keeper.CallAsync(HttpMethod.Delete, $"/api/v1/roles/{role}"),
            HttpStatusCode.Conflict));
        Assert.Equal(40918, await RefusedAsync(
            keeper.CallAsync(HttpMethod.Put, $"/api/v1/roles/{role}", new
            {
                permissions = new[] { "CaseSee" },
            }),
            HttpStatusCode.Conflict));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Accounts_roles_and_tokens_are_paged_without_gap_or_double(
        DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, true);
        using var keeper = await OpenAsync(city, "keeper");
        for (var n = 0; n < 4; n++)
        {
            await DoneAsync(
                keeper.CallAsync(
                    HttpMethod.Post, "/api/v1/tokens", new { name = $"t{n}", days = 30 }),
                201);
        }

        foreach (var (path, field, least) in new[]
        {
            ("/api/v1/accounts", "signIn", 4), ("/api/v1/roles", "code", 12),
            ("/api/v1/tokens", "id", 4),
        })
        {
            var seen = new List<string>();
            string? after = null;
            do
            {
                var page = await DoneAsync(keeper.GetAsync(
                    $"{path}?limit=3" + (after is null ? "" : $"&after={after}")));
                Assert.InRange(Items(page).Count, 1, 3);
                seen.AddRange(Items(page).Select(one => Text(one, field)));
                after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
            }
            while (after is not null);

            Assert.True(seen.Count >= least, $"{path}: {seen.Count}");
            Assert.Equal(seen.Count, seen.Distinct().Count());
            Assert.Equal(40011, await RefusedAsync(
                keeper.GetAsync($"{path}?limit=201"), HttpStatusCode.BadRequest));
        }
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_person_makes_and_revokes_own_tokens_and_no_token_makes_another(
        DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, true);
        using var bureau = await OpenAsync(city, "bureau");
        var body = new { name = "导出", days = 7, permissions = new[] { "CaseSee" } };
        var made = await DoneAsync(
            bureau.CallAsync(HttpMethod.Post, "/api/v1/tokens", body, "t-1"), 201);
        var again = await DoneAsync(
            bureau.CallAsync(HttpMethod.Post, "/api/v1/tokens", body, "t-1"), 201);
        Assert.Equal(Text(made, "token"), Text(again, "token"));
        Assert.Single(Items(await DoneAsync(bureau.GetAsync("/api/v1/tokens"))));
        using (var byToken = await bureau.BearAsync("/api/v1/tokens", Text(made, "token")))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, byToken.StatusCode);
        }

        await DoneAsync(
            bureau.CallAsync(HttpMethod.Delete, $"/api/v1/tokens/{Text(made, "id")}"));
        using var revoked = await bureau.BearAsync("/api/v1/me", Text(made, "token"));
        Assert.Equal(HttpStatusCode.Unauthorized, revoked.StatusCode);
        using var keeper = await OpenAsync(city, "keeper");
        Assert.Equal(40401, await RefusedAsync(
            keeper.CallAsync(HttpMethod.Delete, $"/api/v1/tokens/{Text(made, "id")}"),
            HttpStatusCode.NotFound));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_list_is_looked_at_and_then_taken_in(DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, true);
        using var catalogue = await OpenAsync(city, "catalogue");
        using var keeper = await OpenAsync(city, "keeper");
        var organizations = Encoding.UTF8.GetBytes(
            "code,tree,name_zh,name_en,kind\nd-park,Line,园林局,Parks,bureau\n"
            + "d-bad,Nowhere,无,None,bureau\n");
        const string path = "/api/v1/imports/organizations";
        var looked = await DoneAsync(
            catalogue.CallAsync(HttpMethod.Post, $"{path}?dryRun=true", organizations));
        Assert.Equal(1, looked.GetProperty("counts").GetProperty("Added").GetInt32());
        Assert.Equal(3, looked.GetProperty("refused")[0].GetProperty("line").GetInt32());
        Assert.Null(city.Service<CityHolder>().Current.Organizations.Find("d-park"));
        await DoneAsync(catalogue.CallAsync(HttpMethod.Post, path, organizations));
        Assert.NotNull(city.Service<CityHolder>().Current.Organizations.Find("d-park"));
        var same = await DoneAsync(catalogue.CallAsync(HttpMethod.Post, path, organizations));
        Assert.Equal(1, same.GetProperty("counts").GetProperty("Same").GetInt32());

        var people = SheetFile.Write(
            ["sign_in", "display_name", "role", "organization"],
            [["zhao", "赵某", "handler", "d-park"], ["qian", "钱某", "nobody", "d-park"]]);
        var first = await DoneAsync(
            keeper.CallAsync(HttpMethod.Post, "/api/v1/imports/people", people, "p-1"));
        var repeat = await DoneAsync(
            keeper.CallAsync(HttpMethod.Post, "/api/v1/imports/people", people, "p-1"));
        Assert.Equal(
            Text(first.GetProperty("rows")[0], "link"),
            Text(repeat.GetProperty("rows")[0], "link"));
        Assert.Equal("role", Text(first.GetProperty("refused")[0], "field"));
        Assert.Equal(40034, await RefusedAsync(
            keeper.CallAsync(
                HttpMethod.Post, "/api/v1/imports/people", new byte[] { 80, 75, 3, 4, 0 }),
            HttpStatusCode.BadRequest));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Boundaries_and_the_history_of_a_class_have_addresses_of_their_own(
        DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, true);
        using var catalogue = await OpenAsync(city, "catalogue");
        var shapes = Encoding.UTF8.GetBytes(
            $$$"""
            {"type":"FeatureCollection","features":[{"type":"Feature",
            "properties":{"code":"{{{TestPack.WestCommunity}}}"},"geometry":{"type":"Polygon",
            "coordinates":[[[102,25],[102.1,25],[102.1,25.1],[102,25.1],[102,25]]]}}]}
            """);
        const string path = "/api/v1/imports/areas";
        var looked = await DoneAsync(
            catalogue.CallAsync(HttpMethod.Post, $"{path}?dryRun=true", shapes));
        Assert.True(looked.GetProperty("needsApproval").GetBoolean());
        Assert.Equal(40001, await RefusedAsync(
            catalogue.CallAsync(HttpMethod.Post, path, shapes), HttpStatusCode.BadRequest));
        var taken = await DoneAsync(catalogue.CallAsync(
            HttpMethod.Post, $"{path}?approval=%E4%BA%91S(2026)12", shapes));
        Assert.Equal(1, taken.GetProperty("changed").GetInt32());

        var before = city.Service<CityHolder>().Current.Catalogue.Find(TestPack.Rubbish)!;
        await city.Service<KeepCatalogue>()
            .ChangeAsync(before with { NameZh = "乱堆垃圾" }, "system");
        var history = await DoneAsync(
            catalogue.GetAsync($"/api/v1/catalogue/{TestPack.Rubbish}/history"));
        Assert.Contains("乱堆垃圾", history.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_auditor_meets_no_link_that_is_refused_to_that_duty()
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, true);
        await city.MakeAsync("sun", "inspector", TestPack.SupervisionCentre);
        await city.Service<KeepRoles>().ChangeAsync("leader", [], "account:nobody");
        using var auditor = await OpenAsync(city, "auditor");
        var page = await auditor.ReadAsync("/console/administration/audit");
        var links = System.Text.RegularExpressions.Regex
            .Matches(page, "href=\"(/console[^\"#?]*)").Select(found => found.Groups[1].Value)
            .Distinct().ToList();
        Assert.NotEmpty(links);
        foreach (var link in links)
        {
            using var answer = await auditor.GetAsync(link);
            Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {link}");
        }
    }

    private static async Task<Browser> OpenAsync(PeopleCity city, string who)
    {
        var browser = city.Open();
        using var signedIn = await browser.PostAsync(
            "/sign-in", "/sign-in?handler=Demonstration", ("signIn", who));
        Assert.Equal(HttpStatusCode.Redirect, signedIn.StatusCode);
        return browser;
    }

    private static async Task<JsonElement> DoneAsync(
        Task<HttpResponseMessage> sent, int status = 200)
    {
        using var answer = await sent;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<int> RefusedAsync(
        Task<HttpResponseMessage> sent, HttpStatusCode status)
    {
        using var answer = await sent;
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == status, $"{answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement.GetProperty("number").GetInt32();
    }

    private static List<JsonElement> Items(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray()];

    private static string Text(JsonElement one, string field) =>
        one.GetProperty(field).GetString()!;
}
