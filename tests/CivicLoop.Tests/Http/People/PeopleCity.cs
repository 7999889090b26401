using System.Net;
using System.Net.Http.Json;
using System.Text.RegularExpressions;
using CivicLoop.Domain.People;
using CivicLoop.Modules.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Web;
using CivicLoop.Tests.City;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace CivicLoop.Tests.Http.People;

/// <summary>A served city in which people really sign in.</summary>
internal sealed partial class PeopleCity : IAsyncDisposable
{
    public const string Password = "Loop-2026-ok";

    private readonly TestDatabase database;
    private WebApplication app;

    private PeopleCity(
        TestDatabase database, RunningCity city, WebApplication app, ShiftedTime time)
    {
        this.database = database;
        this.app = app;
        City = city;
        Time = time;
    }

    public RunningCity City { get; }

    public ShiftedTime Time { get; }

    public static async Task<PeopleCity> StartAsync(DatabaseEngine engine, bool demonstration)
    {
        var database = await TestDatabase.MigratedAsync(engine);
        var time = new ShiftedTime();
        var city = (await RunningCity.OpenEmptyAsync(database.Options, time)).Value;
        var pack = TestPack.Create();
        pack = pack with
        {
            Identity = pack.Identity with { Demonstration = demonstration },
            People =
            [
                new PackPerson(
                    "keeper", new("安全", "Keeper"), "security-keeper", TestPack.CommandCentre),
                new PackPerson(
                    "bureau", new("处置", "Bureau"), "handler", TestPack.WestBureau),
                new PackPerson(
                    "auditor", new("审计", "Auditor"), "auditor", TestPack.CommandCentre),
                new PackPerson(
                    "catalogue", new("标准", "Catalogue"), "catalogue-keeper",
                    TestPack.CommandCentre),
            ],
        };
        await using (var services = Composition.ServicesOf(city, time))
        {
            var installed = await services.GetRequiredService<CityInstaller>().InstallAsync(pack);
            Assert.Null(installed.Problem);
        }

        await city.City.ReloadAsync(city.Database);
        return new PeopleCity(database, city, await ServeAsync(city, time), time);
    }

    public T Service<T>()
        where T : notnull =>
        app.Services.GetRequiredService<T>();

    /// <summary>Stops the server and starts it again on the same city.</summary>
    public async Task RestartAsync()
    {
        await app.DisposeAsync();
        app = await ServeAsync(City, Time);
    }

    public Browser Open(CookieContainer? cookies = null) =>
        new(new Uri(CityHost.AddressOf(app)), cookies ?? new CookieContainer());

    /// <summary>An account with a password, made the way an administrator makes one.</summary>
    public async Task<Guid> MakeAsync(string signIn, string role, string organization)
    {
        var made = await Service<KeepAccounts>().MakeAsync(
            new WantedAccount(signIn, "某人", null, role, organization, null), "system");
        Assert.Null(made.Problem);
        await using var scope = app.Services.CreateAsyncScope();
        var started = await scope.ServiceProvider.GetRequiredService<SetUpCity>()
            .StartAsync(made.Value.Secret, Password);
        Assert.Null(started.Problem);
        return made.Value.Id;
    }

    public async Task<Account> AccountAsync(Guid id)
    {
        await using var context = City.Database.OpenContext();
        return await context.Set<Account>().SingleAsync(row => row.Id == id);
    }

    public async Task<IReadOnlyList<string>> JournalAsync(Guid subject)
    {
        await using var context = City.Database.OpenContext();
        return await context.Database.SqlQueryRaw<string>(
            """SELECT kind AS "Value" FROM journal WHERE subject_id = {0} ORDER BY n""",
            City.Database.Engine == DatabaseEngine.Sqlite
                ? subject.ToByteArray(bigEndian: true)
                : subject).ToListAsync();
    }

    public async Task<JournalReport> VerifyJournalAsync() =>
        await new JournalVerifier(City.Database).VerifyAsync(progress: null, default);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        await City.DisposeAsync();
        await database.DisposeAsync();
    }

    private static async Task<WebApplication> ServeAsync(RunningCity city, TimeProvider time)
    {
        var app = CityHost.Build(city, time, "http://127.0.0.1:0");
        await app.StartAsync();
        return app;
    }
}

/// <summary>A browser: keeps cookies, follows no redirect, fills in forms with the page's own
/// antiforgery token.</summary>
internal sealed partial class Browser(Uri address, CookieContainer cookies) : IDisposable
{
    private readonly HttpClient http = new(new HttpClientHandler
    {
        AllowAutoRedirect = false,
        CookieContainer = cookies,
    })
    {
        BaseAddress = address,
    };

    public CookieContainer Cookies => cookies;

    public Task<HttpResponseMessage> GetAsync(string path) => http.GetAsync(path);

    public async Task<string> ReadAsync(string path)
    {
        using var answer = await http.GetAsync(path);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, $"{answer.StatusCode} {path}: {text}");
        return WebUtility.HtmlDecode(text);
    }

    public async Task<HttpResponseMessage> BearAsync(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Authorization = new("Bearer", token);
        return await http.SendAsync(request);
    }

    /// <summary>Sends JSON, or a file, to the API as who is signed in.</summary>
    public async Task<HttpResponseMessage> CallAsync(
        HttpMethod method, string path, object? body = null, string? key = null)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body switch
            {
                null => null,
                byte[] file => new ByteArrayContent(file),
                _ => JsonContent.Create(body),
            },
        };
        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await http.SendAsync(request);
    }

    /// <summary>Posts a form to an address, with the token of the page it stands on.</summary>
    public async Task<HttpResponseMessage> PostAsync(
        string page, string action, params (string Name, string Value)[] fields)
    {
        using var shown = await http.GetAsync(page);
        var token = Token().Match(await shown.Content.ReadAsStringAsync()).Groups[1].Value;
        return await SendAsync(action, token, fields);
    }

    public async Task<HttpResponseMessage> SendAsync(
        string action, string token, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(
            fields.Append(("__RequestVerificationToken", token))
                .Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
        return await http.PostAsync(action, form);
    }

    public Task<HttpResponseMessage> SignInAsync(
        string signIn, string password = PeopleCity.Password, string back = "/console") =>
        PostAsync(
            "/sign-in", $"/sign-in?return={Uri.EscapeDataString(back)}",
            ("signIn", signIn), ("password", password));

    public void Dispose() => http.Dispose();

    [GeneratedRegex("""name="__RequestVerificationToken" type="hidden" value="([^"]+)""")]
    public static partial Regex Token();
}
