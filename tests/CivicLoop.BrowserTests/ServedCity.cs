using CivicLoop.Commands;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Modules.Cases;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Participation;
using CivicLoop.Platform;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CivicLoop.BrowserTests;

/// <summary>The demonstration city as it comes with the program, served in this process on a free
/// port for one test class.</summary>
public class ServedCity : IAsyncLifetime
{
    /// <summary>A street in the middle of the city.</summary>
    public const double Lat = 25.04;

    public const double Lon = 102.71;

    private readonly string folder =
        Directory.CreateTempSubdirectory("civicloop-browser-").FullName;

    private RunningCity? city;
    private WebApplication? app;

    public string Address { get; private set; } = "";

    internal IServiceProvider Services => app!.Services;

    public async ValueTask InitializeAsync()
    {
        city = await OpenAsync(folder);
        await city.City.ReloadAsync(city.Database);
        await StartAsync("http://127.0.0.1:0");
    }

    /// <summary>The server goes away, as in a restart; what it stored stays.</summary>
    internal async Task StopAsync()
    {
        if (app is not null)
        {
            await app.DisposeAsync();
            app = null;
        }
    }

    /// <summary>The server is there again, at the address it had.</summary>
    internal Task StartAgainAsync() => StartAsync(Address);

    public virtual async ValueTask DisposeAsync()
    {
        await StopAsync();

        if (city is not null)
        {
            await city.DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the city's data in a folder that is still empty.</summary>
    private protected virtual async Task<RunningCity> OpenAsync(string folder)
    {
        await InstalledCity.CopyToAsync(folder);
        var opened = await RunningCity.OpenEmptyAsync(
            new CityOptions { Data = folder }, TimeProvider.System);
        return opened.Value;
    }

    private async Task StartAsync(string address)
    {
        app = CityHost.Build(
            city!, TimeProvider.System, address,
            services => services.AddSingleton(new PortalOptions { ReportsAtOnce = 0 })
                .AddSingleton<IStartupFilter, CheckerFile>());
        await app.StartAsync();
        Address = CityHost.AddressOf(app);
    }

    /// <summary>Does something as it would have been done some time ago.</summary>
    internal async Task PlayEarlierAsync(TimeSpan ago, Func<IServiceProvider, Task> play)
    {
        await using var earlier = Composition.ServicesOf(city!, new EarlierTime(ago));
        await play(earlier);
    }

    /// <summary>Reports something and answers what its reporter got.</summary>
    internal async Task<Reported> ReportAsync(
        string words, string @class = "E0102", double lat = Lat, double lon = Lon)
    {
        var outcome = await Services.GetRequiredService<ReportCase>().RunAsync(
            new ReportInput
            {
                Place = new PlaceInput { Class = @class, Lat = lat, Lon = lon },
                Description = words,
            },
            Caller.Resident);
        return outcome.Value;
    }

    /// <summary>Does commands on a case as the body whose turn it is.</summary>
    internal async Task ActAsync(
        string number, params (CaseCommand Command, string? Words)[] commands)
    {
        var act = Services.GetRequiredService<ActOnCase>();
        foreach (var (command, words) in commands)
        {
            var place = CaseWorkflow.Edges.First(edge => edge.Command == command);
            var caller = new Caller(
                "account:test", Doer(command), null, [new Grant(place.Permission, Scope.City)]);
            var outcome = await act.RunAsync(
                number, command, new ActInput { Words = words }, caller);
            Assert.Null(outcome.Problem);
        }
    }

    // The body that checks is never the one that did the work.
    private static string Doer(CaseCommand command) =>
        command == CaseCommand.Rectify ? "unit" : "centre";
}
