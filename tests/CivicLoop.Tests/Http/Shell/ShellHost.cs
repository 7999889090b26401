using CivicLoop.Domain;
using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.Cases;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CivicLoop.Tests.Http.Shell;

/// <summary>The pages' shell alone, around endpoints that fail in every way it answers
/// for.</summary>
internal sealed class ShellHost : IAsyncDisposable
{
    private readonly WebApplication app;

    private ShellHost(WebApplication app) => this.app = app;

    public HttpClient Client { get; private init; } = new();

    public static async Task<ShellHost> StartAsync(string address = "http://127.0.0.1:0")
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ApplicationName = "CivicLoop",
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.WebHost.UseUrls(address);
        builder.Logging.ClearProviders();
        var city = new CityHolder();
        city.Set(City());
        builder.Services.AddSingleton(city).AddSingleton(TimeProvider.System).AddWebShell();
        var app = builder.Build();
        app.UseWebFiles();
        app.UseWebAnswers();
        app.MapRazorPages();
        foreach (var place in new[] { "/cases", "/api/v1" })
        {
            app.Map(place + "/down", Down);
            app.Map(place + "/broken", Broken);
            app.Map(place + "/large", Large);
        }

        await app.StartAsync();
        return new ShellHost(app)
        {
            Client = new HttpClient(new HttpClientHandler { UseCookies = false })
            {
                BaseAddress = new Uri(app.Urls.First()),
            },
        };
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await app.DisposeAsync();
    }

    private static IResult Down() =>
        throw new DatabaseDown("no answer", new IOException("refused"));

    private static IResult Broken() => throw new InvalidOperationException("a secret detail");

    private static IResult Large() =>
        throw new BadHttpRequestException("too large", StatusCodes.Status413PayloadTooLarge);

    private static CityModel City()
    {
        var hour = new TimeLimit(1, ClockKind.WorkingHours);
        return new CityModel(
            new CityIdentity
            {
                Code = "test",
                Name = new LocalText("测试市", "Testville"),
                TimeZone = "Asia/Shanghai",
                Language = "zh",
                MapKind = "schematic",
                NumberPlace = "530100",
            },
            new CalendarDocument
            {
                WorkingHours = [[new TimeOnly(8, 30), new TimeOnly(17, 30)]],
                Weekend = [DayOfWeek.Saturday, DayOfWeek.Sunday],
                Holidays = new Dictionary<DateOnly, LocalText>(),
                MakeUpDays = [],
                LastKnownYear = 2027,
            },
            new CaseHandling
            {
                Stages = new StageLimits(hour, hour, hour, hour, hour, hour),
                SeenFirst = new HashSet<CaseSource>(),
            },
            [], [], new CaseCatalogue([], []), []);
    }
}
