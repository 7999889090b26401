using System.Net;
using System.Text.Json;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Cases;
using CivicLoop.Tests.Http.Evidence;

namespace CivicLoop.Tests.Http.Bulletins;

/// <summary>A bulletin from its figures to the portal and back.</summary>
public sealed class BulletinTests
{
    private const string Here = "/api/v1/bulletins";

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Its_figures_are_the_evaluations_and_each_opens_as_many_cases(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        await city.ClosedWithPicturesAsync();
        await city.OverdueAsync();
        var bulletin = await city.BegunAsync();
        Assert.Equal("2026-11-23", bulletin.GetProperty("firstDay").GetString());
        var figures = BulletinCity.Block(bulletin, "Figures").GetProperty("rows")[0];
        var reported = BulletinCity.Figure(figures, "Reported");
        Assert.Equal(2, reported.GetProperty("part").GetInt32());
        Assert.Equal(0, reported.GetProperty("beforePart").GetInt32());
        var share = BulletinCity.Figure(figures, "closed-on-time-rate");
        Assert.Equal(
            (1, 2),
            (share.GetProperty("part").GetInt32(), share.GetProperty("whole").GetInt32()));
        foreach (var figure in figures.GetProperty("figures").EnumerateArray()
            .Where(one => !one.TryGetProperty("whole", out _)))
        {
            var link = figure.GetProperty("link").GetString()!
                .Replace("/console/", "/api/v1/", StringComparison.Ordinal);
            Assert.Equal(
                figure.GetProperty("part").GetInt32(),
                (await city.GetAsync(link, "office")).GetProperty("items").GetArrayLength());
        }

        var overdue = BulletinCity.Block(bulletin, "Overdue").GetProperty("rows")[0];
        Assert.Equal(TestPack.WestBureau, overdue.GetProperty("key").GetString());
        Assert.Equal(1, overdue.GetProperty("cases").GetArrayLength());
        Assert.Equal(
            1, BulletinCity.Block(bulletin, "Pictures").GetProperty("pairs").GetArrayLength());
        Assert.Equal(
            6, BulletinCity.Block(bulletin, "Trend").GetProperty("rows").GetArrayLength());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_figure_that_moved_since_is_named_until_it_is_taken_anew(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        await city.OverdueAsync();
        var id = (await city.BegunAsync()).GetProperty("id").GetGuid();
        Assert.Equal(0, await MovedAsync(city, id));
        await city.ReportAsync(lon: 102.05);
        city.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotEqual(0, await MovedAsync(city, id));
        Assert.Contains("现为 2", await city.PageAsync($"/console/bulletins/{id}"));
        await city.StepAsync(id, "Refill", "office");
        Assert.Equal(0, await MovedAsync(city, id));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Another_approves_it_and_residents_read_it_until_it_is_withdrawn(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        await city.ClosedWithPicturesAsync();
        var id = (await city.BegunAsync()).GetProperty("id").GetGuid();
        Assert.Equal(40955, await city.RefusedAsync(id, "Publish", "office"));
        await city.StepAsync(id, "Submit", "office");
        Assert.Equal(40302, await city.RefusedAsync(id, "Approve", "office"));
        await city.StepAsync(id, "Approve", "signer");
        using (var early = await city.Http.GetAsync("/bulletins/2026-1"))
        {
            Assert.Equal(HttpStatusCode.NotFound, early.StatusCode);
        }

        var published = await city.StepAsync(id, "Publish", "office");
        Assert.Equal("2026-1", published.GetProperty("number").GetString());
        var shown = await city.PageAsync("/bulletins/2026-1", "nobody");
        Assert.Contains("/statistics?from=2026-11-23", shown);
        Assert.DoesNotContain("/console/evaluation", shown);
        Assert.Contains("/pictures/", shown);
        Assert.Contains("2026-1", await city.PageAsync("/bulletins.atom", "nobody"));
        var api = await city.GetAsync($"{Here}/published/2026-1");
        Assert.False(api.TryGetProperty("id", out _));

        using (var wordless = await city.PostAsync(
            $"{Here}/{id}/steps", new { command = "Withdraw" }, "signer"))
        {
            Assert.Equal(40001, await TestCity.ProblemAsync(wordless));
        }

        await city.StepAsync(id, "Withdraw", "signer", "数据有误");
        var gone = await city.PageAsync("/bulletins/2026-1", "nobody");
        Assert.Contains("数据有误", gone);
        Assert.DoesNotContain("/statistics?", gone);
        using var taken = await city.Http.GetAsync($"{Here}/published/2026-1");
        Assert.Equal(41020, await TestCity.ProblemAsync(taken));
        var next = (await city.BegunAsync()).GetProperty("id").GetGuid();
        await city.StepAsync(next, "Submit", "office");
        await city.StepAsync(next, "Approve", "signer");
        Assert.Equal(
            "2026-2",
            (await city.StepAsync(next, "Publish", "office")).GetProperty("number").GetString());
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_must_not_be_seen_is_never_on_the_portal(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var number = await city.ClosedWithPicturesAsync();
        var id = (await city.BegunAsync()).GetProperty("id").GetGuid();
        await city.PublishedAsync(id);
        Assert.Contains(number, await city.PageAsync("/bulletins/2026-1", "nobody"));
        await InspectedSql(city, "UPDATE cases SET is_private = TRUE");
        var shown = await city.PageAsync("/bulletins/2026-1", "nobody");
        Assert.DoesNotContain(number, shown);
        Assert.DoesNotContain("/pictures/", shown);
        using var draft = await city.SeeAsync($"{Here}/{id}");
        Assert.Equal(HttpStatusCode.Unauthorized, draft.StatusCode);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Who_saves_after_another_keeps_what_was_typed_and_sees_both(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var begun = await city.BegunAsync();
        var id = begun.GetProperty("id").GetGuid();
        var path = $"/console/bulletins/{id}/edit";
        (string, string)[] form =
        [
            ("version", "1"), ("headline", "我的标题"), ("n", "1"), ("position-1", "2"),
            ("heading-1", ""), ("words-1", "我写的前言"), ("n", "2"), ("position-2", "1"),
            ("heading-2", "数据"), ("words-2", ""),
        ];
        using (var other = await Put(city, id, new { headline = "别人的标题", version = 1 }))
        {
            Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        }

        var (status, _, text) = await city.FormAsync(path, path, "office", form);
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("我写的前言", text);
        Assert.Contains("我的标题", text);
        Assert.Contains("别人的标题", text);
        form[0] = ("version", "2");
        var (saved, to, _) = await city.FormAsync(path, path, "office", form);
        Assert.Equal((HttpStatusCode.Redirect, $"/console/bulletins/{id}?done=true"), (saved, to));
        var blocks = (await city.GetAsync($"{Here}/{id}", "office")).GetProperty("blocks");
        Assert.Equal(2, blocks.GetArrayLength());
        Assert.Equal("Figures", blocks[0].GetProperty("kind").GetString());
        Assert.Equal("我写的前言", blocks[1].GetProperty("words").GetString());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task An_editor_shows_closed_public_cases_with_released_pictures_only(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var number = await city.ClosedWithPicturesAsync();
        var (open, _) = await city.ReportAsync(lon: 102.03);
        var begun = await city.BegunAsync();
        var id = begun.GetProperty("id").GetGuid();
        var n = BulletinCity.Block(begun, "Pictures").GetProperty("n").GetInt32();
        using var refused = await Put(
            city, id, new { blocks = new[] { new { n, cases = new[] { open } } } });
        Assert.Equal(40055, await TestCity.ProblemAsync(refused));
        using var chosen = await Put(
            city, id, new { blocks = new[] { new { n, cases = new[] { number } } } });
        Assert.Equal(HttpStatusCode.OK, chosen.StatusCode);
    }

    private static async Task<int> MovedAsync(TestCity city, Guid id) =>
        (await city.GetAsync($"{Here}/{id}/moved", "office"))
            .GetProperty("items").GetArrayLength();

    private static async Task<HttpResponseMessage> Put(TestCity city, Guid id, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"{Here}/{id}")
        {
            Content = System.Net.Http.Json.JsonContent.Create(body),
        };
        request.Headers.Add(TestCallers.Header, "office");
        return await city.Http.SendAsync(request);
    }

    private static Task InspectedSql(TestCity city, string sql) =>
        Inspections.InspectedCity.TamperAsync(city, sql);
}
