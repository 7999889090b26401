using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using CivicLoop.Domain;
using CivicLoop.Domain.Simulation;
using CivicLoop.Domain.Standards;
using NetVips;

namespace CivicLoop.Tests.Http.Inspections;

/// <summary>What the phones send and how bad their networks are.</summary>
/// <param name="Mark">Says on a request whose phone it is.</param>
/// <param name="Sites">Codes of sites by their kind.</param>
/// <param name="Items">What is looked at at a kind.</param>
internal sealed record PhonesAsked(
    int Phones, int Visits, Uri Address, Action<HttpRequestMessage, int> Mark,
    IReadOnlyList<(string Code, string Kind)> Sites,
    IReadOnlyDictionary<string, IReadOnlyList<CheckItem>> Items, DateTimeOffset Now)
{
    /// <summary>Phones that send at the same time.</summary>
    public int AtOnce { get; init; } = 32;

    public int PictureSide { get; init; } = 64;
}

/// <summary>A visit as a phone knows it: what must be found in the city afterwards, once.</summary>
/// <param name="Wrong">Code of the item that was not in order.</param>
internal sealed record SentVisit(
    Guid Id, int Phone, string Site, int Answers, string Wrong, string Picture);

/// <summary>What the phones sent.</summary>
/// <param name="Cut">Connections that were killed, in the middle of a request or of its answer.
/// </param>
internal sealed record PhonesReport(
    IReadOnlyCollection<SentVisit> Sent, int Requests, int Cut, int Doubled);

/// <summary>Phones of inspectors that come back into the network: each sends its visits with their
/// pictures through the API, over connections that are killed, again and again until every visit
/// was answered; some requests twice at once. Used by a test and, with thousands, by a bench.
/// </summary>
internal sealed class Phones(PhonesAsked asked)
{
    private const double CutShare = 0.15;
    private const double DoubleShare = 0.1;
    private const int TriesMax = 40;
    private const int PauseMs = 20;

    private readonly ConcurrentBag<SentVisit> sent = [];
    private int requests;
    private int cut;
    private int doubled;

    public async Task<PhonesReport> RunAsync(CancellationToken stop = default)
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, asked.Phones),
            new ParallelOptions { MaxDegreeOfParallelism = asked.AtOnce, CancellationToken = stop },
            async (phone, _) => await SyncAsync(phone, stop));
        return new PhonesReport(sent, requests, cut, doubled);
    }

    private async Task SyncAsync(int phone, CancellationToken stop)
    {
        var draws = new SeededDraws(phone, asked.Visits);
        using var client = new HttpClient { BaseAddress = asked.Address };
        for (var n = 0; n < asked.Visits; n++)
        {
            var (site, kind) = asked.Sites[draws.Below(asked.Sites.Count)];
            var id = Ids.New(asked.Now.AddMinutes(-n));
            using var picture = JsonDocument.Parse(await SendAsync(
                client, phone, draws, "/api/v1/pictures",
                () => Picture(phone, n), HttpStatusCode.Created, stop));
            var name = picture.RootElement.GetProperty("id").GetString()!;
            var items = asked.Items[kind];
            var wrong = items.First(item => item.Rule.Kind == CountRuleKind.Instances).Code;
            await SendAsync(
                client, phone, draws, $"/api/v1/visits/{id}/sheet",
                () => Sheet(site, items, wrong, name, n), HttpStatusCode.OK, stop);
            sent.Add(new SentVisit(id, phone, site, items.Count, wrong, name));
        }
    }

    // Until it is answered: a phone that heard nothing cannot know whether the city did.
    private async Task<string> SendAsync(
        HttpClient client, int phone, SeededDraws draws, string path, Func<HttpContent> body,
        HttpStatusCode expected, CancellationToken stop)
    {
        for (var n = 0; n < TriesMax; n++)
        {
            try
            {
                if (draws.Chance(DoubleShare))
                {
                    Interlocked.Increment(ref doubled);
                    var twice = await Task.WhenAll(
                        OnceAsync(client, phone, path, body(), null, stop),
                        OnceAsync(client, phone, path, body(), null, stop));
                    Require(twice[0], expected);
                    return Require(twice[1], expected);
                }

                var after = draws.Chance(CutShare) ? draws.Between(0, 1) : (double?)null;
                return Require(
                    await OnceAsync(client, phone, path, body(), after, stop), expected);
            }
            catch (Exception broken) when (
                broken is HttpRequestException or OperationCanceledException or IOException
                && !stop.IsCancellationRequested)
            {
                Interlocked.Increment(ref cut);
                await Task.Delay(PauseMs, stop);
            }
        }

        throw new InvalidOperationException($"{path} was never answered.");
    }

    // Below a half the request breaks off on its way, above it the answer is not waited for.
    private async Task<(HttpStatusCode Status, string Text)> OnceAsync(
        HttpClient client, int phone, string path, HttpContent body, double? after,
        CancellationToken stop)
    {
        Interlocked.Increment(ref requests);
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = after < 0.5 ? new CutContent(body, after.Value * 2) : body,
        };
        asked.Mark(request, phone);
        using var quit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        if (after >= 0.5)
        {
            quit.CancelAfter(TimeSpan.FromMilliseconds((after.Value - 0.5) * 40));
        }

        using var answer = await client.SendAsync(request, quit.Token);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(quit.Token));
    }

    // A city under load may ask to come back; what it refuses otherwise is a fault.
    private static string Require(
        (HttpStatusCode Status, string Text) answer, HttpStatusCode expected) =>
        answer.Status == expected ? answer.Text
        : answer.Status is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable
            ? throw new HttpRequestException(answer.Text)
        : throw new InvalidOperationException($"{(int)answer.Status}: {answer.Text}");

    private StringContent Sheet(
        string site, IReadOnlyList<CheckItem> items, string wrong, string picture, int n) => new(
        JsonSerializer.Serialize(new
        {
            site, begunAt = asked.Now.AddMinutes(-n), walkedM = 300,
            answers = items.Select(item => Answer(item, item.Code == wrong ? picture : null)),
        }),
        Encoding.UTF8, "application/json");

    private static object Answer(CheckItem item, string? picture) => new
    {
        item = item.Code, picture, note = picture is null ? "" : "路口东侧",
        found = picture is not null ? 1 : item.Rule.Kind switch
        {
            CountRuleKind.YesNo => 1,
            CountRuleKind.Count => item.Rule.Need,
            CountRuleKind.Ratio => 100,
            _ => 0,
        },
        of = item.Rule.Kind == CountRuleKind.Ratio ? 100 : (int?)null,
        state = item.Rule.Kind == CountRuleKind.State ? "A" : null,
    };

    // Two flat colours that no other visit has: a small JPEG whose bytes are its own.
    private ByteArrayContent Picture(int phone, int n)
    {
        var side = asked.PictureSide;
        using var ground = Image.Black(side, side, bands: 3);
        using var drawn = ground.Mutate(canvas =>
        {
            canvas.DrawRect([phone % 256, phone / 256, n * 9], 0, 0, side, side, fill: true);
            canvas.DrawRect([255 - (n * 9), 128, phone % 256], 8, 8, 8 + n, 24, fill: true);
        });
        var content = new ByteArrayContent(drawn.JpegsaveBuffer(q: 90));
        content.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        return content;
    }

    /// <summary>A body whose connection breaks within it.</summary>
    private sealed class CutContent : HttpContent
    {
        private readonly HttpContent whole;
        private readonly double share;

        public CutContent(HttpContent whole, double share)
        {
            (this.whole, this.share) = (whole, share);
            Headers.ContentType = whole.Headers.ContentType;
        }

        protected override async Task SerializeToStreamAsync(
            Stream stream, TransportContext? context)
        {
            var bytes = await whole.ReadAsByteArrayAsync();
            await stream.WriteAsync(bytes.AsMemory(0, (int)(bytes.Length * share)));
            await stream.FlushAsync();
            throw new IOException("The network is gone.");
        }

        protected override bool TryComputeLength(out long length)
        {
            length = whole.Headers.ContentLength ?? 0;
            return true;
        }

        protected override void Dispose(bool disposing)
        {
            whole.Dispose();
            base.Dispose(disposing);
        }
    }
}
