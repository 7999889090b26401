using System.CommandLine;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Modules.Simulation;
using CivicLoop.Platform;
using CivicLoop.Platform.City;

namespace CivicLoop.Commands;

/// <summary><c>civicloop simulate</c>: plays the past days of a city through the domain.</summary>
internal static class SimulateCommand
{
    public static Command Build()
    {
        var data = CommandOptions.Data();
        var json = CommandOptions.Json();
        var days = Number("--days", "Days up to now.", 30);
        var cases = Number("--cases", "Cases in these days.", 3_000);
        var seed = new Option<long>("--seed")
        {
            Description = "The same seed makes the same cases.",
            DefaultValueFactory = _ => 1,
        };
        var until = new Option<DateTimeOffset?>("--until")
        {
            Description = "Instant at which the simulated time ends (default: now).",
        };
        var pictures = new Option<bool>("--pictures")
        {
            Description = "Draws pictures and keeps them with the cases; takes longer.",
        };
        var inspections = new Option<bool>("--inspections")
        {
            Description = "Plays a mock assessment of the city's sites too, if there was none.",
        };
        var command = new Command("simulate", "Plays the past days of a city.")
        {
            days, cases, seed, until, pictures, inspections, data, json, WhatIfCommand.Build(),
        };
        command.SetAction((parsed, stop) => RunAsync(
            CommandOptions.Read(parsed.GetValue(data)),
            new SimulateRequest(
                parsed.GetValue(days), parsed.GetValue(cases), parsed.GetValue(seed),
                parsed.GetValue(until) ?? TimeProvider.System.GetUtcNow())
            {
                Progress = Progress,
                WithPictures = parsed.GetValue(pictures),
            },
            parsed.GetValue(inspections), parsed.GetValue(json), stop));
        return command;
    }

    /// <summary>Simulates in a city that is already open.</summary>
    internal static async Task<int> RunAsync(
        CityOptions options, SimulateRequest request, bool inspections, bool json,
        CancellationToken stop)
    {
        var opened = await RunningCity.OpenAsync(options, TimeProvider.System, stop);
        if (!opened.Try(out var city, out var problem))
        {
            return CommandAnswers.Refuse(problem);
        }

        await using (city)
        await using (var services = Composition.ServicesOf(city, TimeProvider.System))
        {
            var simulate = services.GetRequiredService<SimulateCases>();
            if (!(await simulate.RunAsync(request, stop)).Try(out var report, out var refused))
            {
                return CommandAnswers.Refuse(refused);
            }

            Console.Error.WriteLine();
            if (inspections && await InspectAsync(services, request.Seed, stop) is { } unfit)
            {
                return CommandAnswers.Refuse(unfit);
            }

            return CommandAnswers.Print(
                json, report,
                [
                    $"{report.New:N0} cases with {report.Steps:N0} steps in "
                        + $"{report.Seconds:N1} s; known before: {report.Known:N0}"
                        + (report.Interrupted ? "; interrupted, run it again to go on" : ""),
                    .. report.States.OrderBy(one => one.Key)
                        .Select(one => $"  {one.Key}: {one.Value:N0}"),
                ]);
        }
    }

    private static async Task<Problem?> InspectAsync(
        ServiceProvider services, long seed, CancellationToken stop)
    {
        var played = await services.GetRequiredService<PlayInspection>()
            .RunAsync(seed, stop: stop);
        if (played.Try(out var done, out var problem))
        {
            Console.Error.WriteLine(
                $"{done.Plan}: {done.Visits} visits, {done.Findings} findings");
            problem = (await services.GetRequiredService<PlayScores>().RunAsync(stop)).Problem;
        }

        return problem;
    }

    private static Option<int> Number(string name, string what, int otherwise) => new(name)
    {
        Description = what,
        DefaultValueFactory = _ => otherwise,
    };

    private static void Progress(int cases, double seconds) =>
        Console.Error.Write($"\r{cases:N0} cases, {cases / Math.Max(seconds, 0.001):N0}/s ");
}
