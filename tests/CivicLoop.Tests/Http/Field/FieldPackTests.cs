using System.Net;
using System.Text.Json;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.Field;

/// <summary>What the phone downloads for a day without a network.</summary>
public sealed class FieldPackTests
{
    private const string Pack = "/api/v1/field/pack";

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_unit_gets_its_own_work_with_what_each_step_needs(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch");
        var pack = await city.GetAsync(Pack, "bureau");
        var rectify = Work(pack, "rectify");
        var one = Assert.Single(rectify.GetProperty("cases").EnumerateArray().ToList())
            .GetProperty("case");
        Assert.Equal(number, one.GetProperty("number").GetString());
        Assert.Contains(
            one.GetProperty("next").EnumerateArray(),
            step => step.GetProperty("command").GetString() == "Rectify");
        Assert.NotEmpty(pack.GetProperty("classes").EnumerateArray());

        // Another unit gets none of it.
        Assert.Empty(Work(await city.GetAsync(Pack, "water"), "rectify")
            .GetProperty("cases").EnumerateArray());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_is_done_on_the_phone_is_gone_from_the_next_download(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        await city.ActAsync("office", number, "ask-verification");
        Assert.Single(Work(await city.GetAsync(Pack, "office"), "verify")
            .GetProperty("cases").EnumerateArray());
        await city.ActAsync("office", number, "confirm-on-site", new { text = "属实" });
        Assert.Empty(Work(await city.GetAsync(Pack, "office"), "verify")
            .GetProperty("cases").EnumerateArray());
    }

    [Fact]
    public async Task Residents_have_nothing_to_download_and_the_app_says_so()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        using var refused = await city.Http.GetAsync(Pack);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        Assert.Equal((int)ProblemCode.SignInRequired, await TestCity.ProblemAsync(refused));
    }

    [Theory]
    [InlineData("/field")]
    [InlineData("/field/")]
    [InlineData("/field/queue")]
    [InlineData("/field/case/530102-20261124-00001")]
    public async Task A_stranger_is_asked_to_sign_in_and_led_back_into_the_app(string address)
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        using var answer = await city.Http.GetAsync(address);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(
            $"/sign-in?return={Uri.EscapeDataString(address)}",
            answer.Headers.Location?.ToString());
    }

    private static JsonElement Work(JsonElement pack, string duty) => pack.GetProperty("work")
        .EnumerateArray().Single(list => list.GetProperty("duty").GetString() == duty);
}
