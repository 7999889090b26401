using System.CommandLine;
using System.Globalization;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Appraisal.Contracts;
using CivicLoop.Modules.Bulletins.Contracts;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Modules.Dashboards;
using CivicLoop.Modules.FoodSafety.Contracts;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Modules.Markets.Contracts;
using CivicLoop.Modules.Patrols.Contracts;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Modules.Simulation;
using CivicLoop.Modules.Statistics.Contracts;
using CivicLoop.Modules.Surveys.Contracts;
using CivicLoop.Platform;
using CivicLoop.Platform.City;

namespace CivicLoop.Commands;

/// <summary><c>civicloop start</c>: what a newcomer runs. Makes the demonstration city at the first
/// start and serves it.</summary>
internal static class StartCommand
{
    private const int PortMax = 65_535;

    private const int MarketMonths = 6;
    private const int DaysOfMonth = 30;

    private static readonly TimeSpan InspectedAgo = TimeSpan.FromDays(3);
    private static readonly TimeSpan DirectedAgo = TimeSpan.FromDays(5);
    private static readonly TimeSpan WatchedAgo = TimeSpan.FromHours(3);
    private static readonly TimeSpan RainedAgo = TimeSpan.FromHours(12);

    private static readonly TimeSpan SurveyedAgo = TimeSpan.FromDays(65);
    private static readonly TimeSpan CountedAgo = TimeSpan.FromDays(36);
    private static readonly TimeSpan AskedAgo = TimeSpan.FromDays(6);

    // Longer ago than a site is left alone, so that the running inspection draws from all.
    private static readonly TimeSpan CheckedAgo = TimeSpan.FromDays(45);
    private static readonly TimeSpan MendedAgo = TimeSpan.FromDays(43);

    public static Command Build()
    {
        var data = CommandOptions.Data();
        var port = new Option<int>("--port")
        {
            Description = "Port on this machine (default: 8311).",
            DefaultValueFactory = _ => 8311,
        };
        var city = new Option<string>("--city")
        {
            Description = "Pack of the city that is made at the first start.",
            DefaultValueFactory = _ => "kunming",
        };
        var empty = new Option<bool>("--empty")
        {
            Description = "A city with catalogue and organisations but no activity.",
        };
        var command = new Command(
            "start", "Makes the demonstration city at the first start and serves it.")
        {
            data, port, city, empty,
        };
        command.SetAction((parsed, stop) => RunAsync(
            CommandOptions.Read(parsed.GetValue(data)), parsed.GetValue(port),
            parsed.GetValue(city)!, parsed.GetValue(empty), stop));
        return command;
    }

    private static async Task<int> RunAsync(
        CityOptions options, int port, string pack, bool empty, CancellationToken stop)
    {
        if (port is < 1 or > PortMax)
        {
            return CommandAnswers.Refuse(
                new Problem(ProblemCode.UnknownValue, "port", port, $"1–{PortMax}"));
        }

        var made = await MakeAsync(options, pack, empty, stop);
        return made != 0
            ? made
            : await ServeCommand.RunAsync(
                options, string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"),
                stop);
    }

    private static async Task<int> MakeAsync(
        CityOptions options, string pack, bool empty, CancellationToken stop)
    {
        if (!(await RunningCity.OpenEmptyAsync(options, TimeProvider.System))
            .Try(out var opened, out var problem))
        {
            return CommandAnswers.Refuse(problem);
        }

        await using (opened)
        {
            if (await CityReader.ExistsAsync(opened.Database, stop))
            {
                return 0;
            }
        }

        var made = await CityCommands.CreateAsync(pack, options, json: false, stop);
        return made != 0 || empty ? made : await PlayAsync(options, stop);
    }

    // A month of everyday work, so that lists, maps and rankings have something to show.
    private static async Task<int> PlayAsync(CityOptions options, CancellationToken stop)
    {
        var opened = await RunningCity.OpenAsync(options, TimeProvider.System, stop);
        if (!opened.Try(out var city, out var problem))
        {
            return CommandAnswers.Refuse(problem);
        }

        await using (city)
        await using (var services = Composition.ServicesOf(city, TimeProvider.System))
        {
            Console.WriteLine("Playing a month of cases …");
            var request = new SimulateRequest(
                Days: 30, Cases: 3_000, Seed: 1, Until: TimeProvider.System.GetUtcNow())
            {
                WithPictures = true, HabitShare = 0.012,
            };
            var played = await services.GetRequiredService<SimulateCases>()
                .RunAsync(request, stop);
            if (played.Problem is { } refused)
            {
                return CommandAnswers.Refuse(refused);
            }

            var asked = await services.GetRequiredService<SimulateTasks>().RunAsync(stop);
            if (asked.Problem is { } fault)
            {
                return CommandAnswers.Refuse(fault);
            }

            if (await SurveyAsync(city, stop) is { } unasked)
            {
                return CommandAnswers.Refuse(unasked);
            }

            var inspected = await SpotCheckAsync(city, stop);
            // What happened earlier is played before the scores: a published score takes in all
            // there was by then.
            var directed = inspected != 0 ? inspected : await DirectAsync(city, services, stop);
            var scored = directed != 0 ? directed : await ScoreAsync(services, stop);
            var appraised = scored != 0 ? scored : await AppraiseAsync(city, services, stop);
            Console.WriteLine("Counting weeks …");
            await services.GetRequiredService<CountWeeks>().RunAsync(stop);
            return appraised;
        }
    }

    // A round that is over and holds for the scores, and the next one in its first days.
    private static async Task<Problem?> SurveyAsync(RunningCity city, CancellationToken stop)
    {
        const double FirstDays = 0.4;
        Console.WriteLine("Asking residents …");
        await using var asked = Composition.ServicesOf(city, new EarlierTime(SurveyedAgo));
        await using var counted = Composition.ServicesOf(city, new EarlierTime(CountedAgo));
        await using var running = Composition.ServicesOf(city, new EarlierTime(AskedAgo));
        var next = running.GetRequiredService<PlaySurveys>();
        return (await asked.GetRequiredService<PlaySurveys>().AskAsync(1, stop: stop)).Problem
            ?? (await counted.GetRequiredService<PlaySurveys>().CloseAsync(stop)).Problem
            ?? (await next.NextAsync(stop)).Problem
            ?? (await next.AskAsync(seed: 2, FirstDays, stop)).Problem;
    }

    private static async Task<int> ScoreAsync(ServiceProvider services, CancellationToken stop)
    {
        Console.WriteLine("Handing in statistics …");
        if ((await services.GetRequiredService<PlayStatistics>().RunAsync(seed: 1, stop)).Problem
            is { } unfit)
        {
            return CommandAnswers.Refuse(unfit);
        }

        Console.WriteLine("Publishing scores …");
        var published = await services.GetRequiredService<PlayScores>().RunAsync(stop);
        return published.Problem is { } refused
            ? CommandAnswers.Refuse(refused)
            : await TellAsync(services, stop);
    }

    private static async Task<int> TellAsync(ServiceProvider services, CancellationToken stop)
    {
        Console.WriteLine("Publishing a bulletin …");
        var told = await services.GetRequiredService<PlayBulletins>().RunAsync(stop);
        return told.Problem is { } refused ? CommandAnswers.Refuse(refused) : 0;
    }

    // One of days before, done by one unit and overdue at another, and those of today.
    private static async Task<int> DirectAsync(
        RunningCity city, ServiceProvider services, CancellationToken stop)
    {
        Console.WriteLine("Issuing directives and keeping the duty desk …");
        await using (var earlier = Composition.ServicesOf(city, new EarlierTime(DirectedAgo)))
        {
            if ((await earlier.GetRequiredService<PlayDirectives>().EarlierAsync(stop)).Problem
                is { } unfit)
            {
                return CommandAnswers.Refuse(unfit);
            }
        }

        var issued = await services.GetRequiredService<PlayDirectives>().TodayAsync(stop);
        if (issued.Problem is { } refused)
        {
            return CommandAnswers.Refuse(refused);
        }

        await using (var rain = Composition.ServicesOf(city, new EarlierTime(RainedAgo)))
        {
            if (await rain.GetRequiredService<PlaySituations>().RainAsync(stop) is { } dry)
            {
                return CommandAnswers.Refuse(dry);
            }
        }

        // People of a new city are reached from its first moment on, not before.
        if (await services.GetRequiredService<PlayBroadcasts>().RunAsync(stop) is { } untold)
        {
            return CommandAnswers.Refuse(untold);
        }

        await using var watch = Composition.ServicesOf(city, new EarlierTime(WatchedAgo));
        if (await watch.GetRequiredService<PlaySituations>().TodayAsync(stop) is { } unset)
        {
            return CommandAnswers.Refuse(unset);
        }

        return await watch.GetRequiredService<PlayDesk>().RunAsync(stop) is { } wrong
            ? CommandAnswers.Refuse(wrong)
            : 0;
    }

    // The year before to its final list, as it was in its last days, and the running one.
    private static async Task<int> AppraiseAsync(
        RunningCity city, ServiceProvider services, CancellationToken stop)
    {
        Console.WriteLine("Playing the annual appraisal …");
        var now = TimeProvider.System.GetUtcNow();
        var ago = now - new DateTimeOffset(now.Year - 1, 12, 20, 2, 0, 0, TimeSpan.Zero);
        await using (var earlier = Composition.ServicesOf(city, new EarlierTime(ago)))
        {
            if ((await earlier.GetRequiredService<PlayAppraisal>().WholeAsync(stop)).Problem
                is { } unfit)
            {
                return CommandAnswers.Refuse(unfit);
            }
        }

        var played = await services.GetRequiredService<PlayAppraisal>().RunningAsync(stop);
        return played.Problem is { } refused ? CommandAnswers.Refuse(refused) : 0;
    }

    // One that is over: its visits were made, its findings mended, the secret of its draw told.
    private static async Task<int> SpotCheckAsync(RunningCity city, CancellationToken stop)
    {
        Console.WriteLine("Playing a spot check …");
        await using (var then = Composition.ServicesOf(city, new EarlierTime(CheckedAgo)))
        {
            var made = await then.GetRequiredService<PlayPastInspection>().RunAsync(
                seed: 1, then.GetRequiredService<DrawPicture>().RunAsync, stop);
            if (made.Problem is { } refused)
            {
                return CommandAnswers.Refuse(refused);
            }
        }

        await using var later = Composition.ServicesOf(city, new EarlierTime(MendedAgo));
        var ended = await later.GetRequiredService<PlayPastInspection>().EndAsync(stop);
        return ended.Problem is { } unfit
            ? CommandAnswers.Refuse(unfit)
            : await InspectAsync(city, stop);
    }

    // A mock assessment of days before, so that plans, draws, visits and findings are there too.
    private static async Task<int> InspectAsync(RunningCity city, CancellationToken stop)
    {
        Console.WriteLine("Playing an inspection …");
        await using var services = Composition.ServicesOf(city, new EarlierTime(InspectedAgo));
        var played = await services.GetRequiredService<PlayInspection>().RunAsync(
            seed: 1, services.GetRequiredService<DrawPicture>().RunAsync, stop);
        return played.Problem is { } refused
            ? CommandAnswers.Refuse(refused)
            : await RoundsAsync(city, stop);
    }

    // What units see on their rounds, up to now.
    private static async Task<int> RoundsAsync(RunningCity city, CancellationToken stop)
    {
        Console.WriteLine("Playing two weeks of patrols …");
        await using var services = Composition.ServicesOf(city, TimeProvider.System);
        var walked = await services.GetRequiredService<PlayPatrols>().RunAsync(seed: 1, stop);
        return walked.Problem is { } refused
            ? CommandAnswers.Refuse(refused)
            : await MarketsAsync(city, stop);
    }

    // Some months of markets, the oldest first, and the grades of this year's food operators.
    private static async Task<int> MarketsAsync(RunningCity city, CancellationToken stop)
    {
        Console.WriteLine("Playing half a year of markets …");
        for (var months = MarketMonths; months >= 0; months--)
        {
            await using var services = Composition.ServicesOf(
                city, new EarlierTime(TimeSpan.FromDays(months * DaysOfMonth)));
            if (months == MarketMonths
                && (await services.GetRequiredService<PlayFood>().RunAsync(seed: 1, stop)).Problem
                    is { } ungraded)
            {
                return CommandAnswers.Refuse(ungraded);
            }

            var played = await services.GetRequiredService<PlayMarkets>()
                .RunAsync(seed: 1, stop);
            if (played.Problem is { } refused)
            {
                return CommandAnswers.Refuse(refused);
            }
        }

        return 0;
    }
}
