using System.CommandLine;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.People;
using CivicLoop.Platform;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Commands;

/// <summary><c>civicloop serve</c>: runs the city's pages and interfaces until it is stopped.
/// </summary>
internal static class ServeCommand
{
    public static Command Build()
    {
        var data = CommandOptions.Data();
        var urls = new Option<string?>("--urls")
        {
            Description = "Address to listen at (default: http://127.0.0.1:8311).",
        };
        var command = new Command("serve", "Serves the city until it is stopped.") { data, urls };
        command.SetAction((parsed, stop) => RunAsync(
            CommandOptions.Read(parsed.GetValue(data)), parsed.GetValue(urls), stop));
        return command;
    }

    internal static async Task<int> RunAsync(
        CityOptions options, string? urls, CancellationToken stop)
    {
        var opened = await RunningCity.OpenAsync(options, TimeProvider.System, stop);
        if (!opened.Try(out var city, out var problem))
        {
            return CommandAnswers.Refuse(problem);
        }

        await using (city)
        await using (var app = CityHost.Build(city, TimeProvider.System, urls ?? options.Urls))
        {
            return await ServeAsync(app, city, urls ?? options.Urls, stop);
        }
    }

    private static async Task<int> ServeAsync(
        WebApplication app, RunningCity city, string address, CancellationToken stop)
    {
        try
        {
            await app.StartAsync(stop);
        }
        catch (IOException)
        {
            return CommandAnswers.Refuse(
                new Problem(ProblemCode.PortTaken, "urls", address));
        }

        var name = city.City.Current.Identity.Name;
        Console.WriteLine($"{name.Zh} / {name.En}: {CityHost.AddressOf(app)}");
        await ShowDemonstrationAsync(app, city, stop);
        await OfferSetupAsync(app, city.Folder.Options, stop);
        await app.WaitForShutdownAsync(stop);
        return 0;
    }

    private static async Task ShowDemonstrationAsync(
        WebApplication app, RunningCity city, CancellationToken stop)
    {
        if (!city.City.Current.Identity.Demonstration)
        {
            return;
        }

        await using var context = city.Database.OpenContext();
        var names = await context.Set<Account>().Where(row => row.IsDemonstration)
            .OrderBy(row => row.SignIn).Select(row => row.SignIn).ToListAsync(stop);
        Console.WriteLine(
            $"Demonstration sign-ins, one click and no password, at {CityHost.AddressOf(app)}"
            + $"/sign-in: {string.Join(", ", names)}");
    }

    // A city in which nobody keeps security would stay without accounts for ever.
    private static async Task OfferSetupAsync(
        WebApplication app, CityOptions options, CancellationToken stop)
    {
        var secret = await app.Services.GetRequiredService<OneTimeLinks>().MakeSetupAsync(stop);
        if (secret is not null)
        {
            Console.WriteLine("Make the first security keeper (works once, within 24 hours): "
                + StartLink.Setup(options.PublicUrl ?? CityHost.AddressOf(app), secret));
        }
    }
}
