using System.Text.Json;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Responsibilities;

namespace CivicLoop.Tests.Http.Tasks;

/// <summary>The test city with an edition somebody answers for, and what the stories about tasks
/// say again and again.</summary>
internal static class TaskCity
{
    public const string Due = "2026-12-04";

    public static async Task<TestCity> StartAsync(DatabaseEngine engine, bool withSite = false)
    {
        var city = await DutyCity.StartAsync(engine, withSite);
        await city.DoAsync("/api/v1/duties", DutyCity.Lead(TestPack.Water, "2026-01-01"));
        return city;
    }

    /// <summary>A plan as a program sends it; to all communities unless said otherwise.</summary>
    public static Dictionary<string, string?> Plan(params (string Field, string? Value)[] other)
    {
        var plan = new Dictionary<string, string?>
        {
            ["title"] = "清理楼道堆物", ["words"] = "楼道无堆放物", ["kind"] = "Task",
            ["edition"] = "e-1", ["criteria"] = "A.1.1", ["target"] = "Territory",
            ["level"] = "Community", ["minutes"] = "60", ["firstDue"] = Due,
            ["basisName"] = "工作方案", ["basisNumber"] = "2026-9",
        };
        foreach (var (field, value) in other)
        {
            plan[field] = value;
        }

        return plan;
    }

    public static Task<JsonElement> DraftAsync(
        this TestCity city, params (string Field, string? Value)[] other) =>
        city.DoAsync("/api/v1/task-plans", Plan(other));

    /// <summary>Drafts and publishes; answers the plan's id.</summary>
    public static async Task<string> PublishAsync(
        this TestCity city, params (string Field, string? Value)[] other)
    {
        var plan = await city.DraftAsync(other);
        await city.DoAsync($"/api/v1/task-plans/{plan.Id()}/publish", new { });
        return plan.Id();
    }

    /// <summary>The only task of a unit in a plan.</summary>
    public static async Task<JsonElement> TaskAsync(
        this TestCity city, string plan, string unit) =>
        Assert.Single((await city.GetAsync($"/api/v1/tasks?plan={plan}&unit={unit}", "office"))
            .GetProperty("items").EnumerateArray());

    public static Task<JsonElement> StepAsync(
        this TestCity city, string task, string command, string caller, object? input = null) =>
        city.DoAsync($"/api/v1/tasks/{task}/{command}", input ?? new { }, caller);

    public static async Task<JsonElement> ProgressAsync(this TestCity city, string plan) =>
        (await city.GetAsync($"/api/v1/task-plans/{plan}", "office"))
            .GetProperty("plan").GetProperty("progress");

    public static string State(this JsonElement task) => task.GetProperty("state").GetString()!;

    public static int Number(this JsonElement element, string name) =>
        element.GetProperty(name).GetInt32();
}
