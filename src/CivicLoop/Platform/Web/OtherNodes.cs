using System.Text.Json;
using System.Threading.Channels;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;

namespace CivicLoop.Platform.Web;

/// <summary>A kind of happening that programs serving the same city tell each other.</summary>
internal sealed record NodeNews(string Kind, Type Type);

/// <summary>Tells the other programs that serve the same city what this one committed, and hears
/// theirs, so that a page is brought up to date whichever program it hangs on. What is lost while
/// the line is broken is only a hint: a page that is opened anew reads what is stored.</summary>
internal sealed partial class OtherNodes : BackgroundService
{
    // Happenings of so short a time travel together.
    private static readonly TimeSpan GatherFor = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan AgainAfter = TimeSpan.FromSeconds(5);

    // PostgreSQL takes 8,000 bytes a message; most letters of these are ASCII.
    private const int LettersMax = 6_000;
    private const int WaitingMax = 4_096;

    private readonly Guid node = Guid.CreateVersion7();
    private readonly Channel<(string Kind, string Body)> waiting =
        Channel.CreateBounded<(string, string)>(
            new BoundedChannelOptions(WaitingMax) { FullMode = BoundedChannelFullMode.DropOldest });

    private readonly CityDatabase database;
    private readonly CityHolder city;
    private readonly LiveEvents live;
    private readonly Callers callers;
    private readonly ILogger<OtherNodes> log;
    private readonly Dictionary<string, Type> types;
    private readonly Dictionary<Type, string> kinds;

    public OtherNodes(
        CityDatabase database, CityHolder city, LiveEvents live, Callers callers,
        IEnumerable<NodeNews> news, ILogger<OtherNodes> log)
    {
        (this.database, this.city, this.live, this.log) = (database, city, live, log);
        this.callers = callers;
        types = news.ToDictionary(one => one.Kind, one => one.Type);
        kinds = types.ToDictionary(pair => pair.Value, pair => pair.Key);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!database.HasOthers)
        {
            return;
        }

        database.Committed += Tell;
        try
        {
            await Task.WhenAll(
                KeepOnAsync(SendAsync, stoppingToken), KeepOnAsync(HearAsync, stoppingToken));
        }
        finally
        {
            database.Committed -= Tell;
        }
    }

    private void Tell(IReadOnlyList<object> happenings)
    {
        foreach (var happening in happenings)
        {
            if (kinds.TryGetValue(happening.GetType(), out var kind))
            {
                waiting.Writer.TryWrite((kind, JsonSerializer.Serialize(happening)));
            }
        }
    }

    private async Task KeepOnAsync(Func<CancellationToken, Task> work, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await work(stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception error) when (error is DatabaseDown or System.Data.Common.DbException)
            {
                LogBroken(log, error);
                await Task.Delay(AgainAfter, stop)
                    .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task SendAsync(CancellationToken stop)
    {
        while (await waiting.Reader.WaitToReadAsync(stop))
        {
            await Task.Delay(GatherFor, stop);
            var parts = new List<string>();
            var letters = 0;
            while (letters < LettersMax && waiting.Reader.TryRead(out var one))
            {
                parts.Add($"{{\"kind\":\"{one.Kind}\",\"body\":{one.Body}}}");
                letters += parts[^1].Length;
            }

            await database.TellOthersAsync(
                $"{{\"node\":\"{node}\",\"news\":[{string.Join(',', parts)}]}}", stop);
        }
    }

    private Task HearAsync(CancellationToken stop) => database.HearOthersAsync(TakeAsync, stop);

    private async Task TakeAsync(string text)
    {
        if (text == Callers.ChangedNews)
        {
            callers.ForgetAll();
            return;
        }

        if (text == CityHolder.ChangedNews)
        {
            await city.ReadAsync(database);
            return;
        }

        using var message = JsonDocument.Parse(text);
        if (message.RootElement.GetProperty("node").GetGuid() == node)
        {
            return;
        }

        var heard = new List<object>();
        foreach (var one in message.RootElement.GetProperty("news").EnumerateArray())
        {
            var kind = one.GetProperty("kind").GetString()!;
            if (types.TryGetValue(kind, out var type))
            {
                heard.Add(one.GetProperty("body").Deserialize(type)!);
            }
        }

        live.Tell(heard);
    }

    [LoggerMessage(LogLevel.Warning, "Other programs of this city cannot be reached for now.")]
    private static partial void LogBroken(ILogger log, Exception error);
}
