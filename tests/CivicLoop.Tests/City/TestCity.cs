using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CivicLoop.Modules.Participation;
using CivicLoop.Platform;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CivicLoop.Tests.City;

/// <summary>A city of its own, served over HTTP, whose clock the test holds.</summary>
internal sealed class TestCity : IAsyncDisposable
{
    /// <summary>A Tuesday, ten o'clock in the city's own time.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    private readonly TestDatabase database;
    private readonly WebApplication app;

    private TestCity(
        TestDatabase database, RunningCity city, WebApplication app, FakeTimeProvider time)
    {
        this.database = database;
        this.app = app;
        City = city;
        Time = time;
        Http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(CityHost.AddressOf(app)),
        };
    }

    public CityOptions Options => database.Options;

    public RunningCity City { get; }

    public FakeTimeProvider Time { get; }

    public HttpClient Http { get; }

    public static async Task<TestCity> StartAsync(
        DatabaseEngine engine, Pack? pack = null, Action<IServiceCollection>? change = null)
    {
        var database = await TestDatabase.MigratedAsync(engine);
        var time = new FakeTimeProvider(Start);
        var opened = await RunningCity.OpenEmptyAsync(database.Options, time);
        var city = opened.Value;
        await using (var services = Composition.ServicesOf(city, time))
        {
            var installed = await services.GetRequiredService<CityInstaller>()
                .InstallAsync(pack ?? TestPack.Create());
            Assert.Null(installed.Problem);
        }

        await city.City.ReloadAsync(city.Database);
        var app = CityHost.Build(
            city, time, "http://127.0.0.1:0",
            services =>
            {
                services.AddSingleton<Callers, TestCallers>();
                services.AddSingleton(new PortalOptions { ReportsAtOnce = 0 });
                KnownPages.Replace(services);
                change?.Invoke(services);
            });
        await app.StartAsync();
        return new TestCity(database, city, app, time);
    }

    public T Service<T>()
        where T : notnull =>
        app.Services.GetRequiredService<T>();

    /// <summary>Reports something in the west community and answers what the reporter
    /// got.</summary>
    public async Task<(string Number, string Secret)> ReportAsync(
        string @class = TestPack.Rubbish, double lat = 25.05, double lon = 102.02,
        string? words = "垃圾没人清理", object? contact = null)
    {
        using var answer = await PostAsync(
            "/api/v1/cases", new { @class, lat, lon, description = words, contact });
        var body = await ReadAsync(answer, HttpStatusCode.Created);
        return (body.GetProperty("number").GetString()!, body.GetProperty("secret").GetString()!);
    }

    /// <summary>Does a command that must succeed, and answers the case after it.</summary>
    public async Task<JsonElement> ActAsync(
        string caller, string number, string command, object? input = null)
    {
        using var answer = await PostAsync(
            $"/api/v1/cases/{number}/{command}", input ?? new { }, caller);
        return await ReadAsync(answer, HttpStatusCode.OK);
    }

    /// <summary>Does a command that must be refused, and answers the problem's number.</summary>
    public async Task<int> RefusedAsync(
        string? caller, string number, string command, object? input = null)
    {
        using var answer = await PostAsync(
            $"/api/v1/cases/{number}/{command}", input ?? new { }, caller);
        return await ProblemAsync(answer);
    }

    public static async Task<int> ProblemAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode >= 400, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("number").GetInt32();
    }

    public async Task<HttpResponseMessage> PostAsync(
        string path, object body, string? caller = null, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = JsonContent.Create(body),
        };
        Mark(request, caller);
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await Http.SendAsync(request);
    }

    public async Task<JsonElement> GetAsync(string path, string? caller = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        Mark(request, caller);
        using var answer = await Http.SendAsync(request);
        return await ReadAsync(answer, HttpStatusCode.OK);
    }

    public async Task<JournalReport> VerifyJournalAsync() =>
        await new JournalVerifier(City.Database).VerifyAsync(progress: null, default);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await app.DisposeAsync();
        await City.DisposeAsync();
        await database.DisposeAsync();
    }

    private static void Mark(HttpRequestMessage request, string? caller)
    {
        if (caller is not null)
        {
            request.Headers.Add(TestCallers.Header, caller);
        }
    }

    private static async Task<JsonElement> ReadAsync(
        HttpResponseMessage answer, HttpStatusCode expected)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.StatusCode == expected, $"{answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement;
    }
}
