using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Places;
using CivicLoop.Platform;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Bench;

/// <summary>Whole pages as a browser asks for them, in cities of growing size: what a person waits
/// for, and what comes over the wire.</summary>
internal static partial class PagesBench
{
    private const double GrowthMax = 1.5;
    private const int Times = 300;
    private const int WarmUp = 100;
    private const int CountTimes = 20;

    // A slow phone: a page with its style and scripts, but for the map.
    private const double PortalBytesMax = 150_000;

    public static async Task RunAsync(BenchRun run)
    {
        var taken = new Dictionary<string, List<Spread>>();
        foreach (var size in run.Sizes)
        {
            Console.WriteLine($"Pages among {size:N0} cases");
            await using var served = await OpenAsync(run, size);
            foreach (var (what, address) in served.Pages)
            {
                for (var n = 0; n < WarmUp; n++)
                {
                    await served.GetAsync(address(n));
                }

                var spread = await Spread.OfAsync(Times, n => served.GetAsync(address(n)));
                run.Tell($"{what}, {size:N0}", spread.ToString());
                taken.TryAdd(what, []);
                taken[what].Add(spread);
            }

            await CountAllAsync(run, served, size);
            if (size == run.Sizes[^1])
            {
                await WeighAsync(run, served);
            }
        }

        if (run.Sizes.Count > 1)
        {
            foreach (var (what, spreads) in taken)
            {
                run.Hold(
                    $"{what}: p99 of the largest to that of the smallest",
                    spreads[^1].Most / spreads[0].Most, GrowthMax, atLeast: false);
            }
        }
    }

    // What counts or writes out every case grows with them: told, not held against the smallest.
    private static async Task CountAllAsync(BenchRun run, ServedPages served, int size)
    {
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        // Another period each time, because the program remembers an answer for a while.
        var took = new double[CountTimes];
        var clock = new Stopwatch();
        for (var n = 0; n < CountTimes; n++)
        {
            clock.Restart();
            await served.GetAsync(string.Create(
                CultureInfo.InvariantCulture,
                $"/statistics?from={today.AddDays(-30 - n):yyyy-MM-dd}"));
            took[n] = clock.Elapsed.TotalMilliseconds;
        }

        run.Tell($"portal, statistics of 30 to 50 days, {size:N0}", Spread.Of(took).ToString());
        clock.Restart();
        await served.GetAsync("/cases.csv?state=all");
        run.Tell(
            $"open data, every public case as CSV, {size:N0}",
            string.Create(CultureInfo.InvariantCulture, $"{clock.Elapsed.TotalSeconds:0.0} s"));
    }

    private static async Task WeighAsync(BenchRun run, ServedPages served)
    {
        foreach (var (what, address) in served.Pages.Where(page => page.What.StartsWith(
            "portal", StringComparison.Ordinal)))
        {
            var bytes = await served.WeightAsync(address(0));
            run.Hold($"{what}: bytes on the wire without the map", bytes, PortalBytesMax,
                atLeast: false);
        }
    }

    private static async Task<ServedPages> OpenAsync(BenchRun run, int size)
    {
        CityOptions options;
        IReadOnlyList<string> numbers;
        IReadOnlyList<GeoBox> boxes;
        IReadOnlyList<string> districts;
        await using (var city = await BenchCity.FilledAsync(run, size))
        {
            options = city.Options;
            numbers = await NumbersAsync(city.City.Database);
            boxes = ListsBench.Boxes(city.City.City.Current, 0.02);
            districts =
            [
                .. city.City.City.Current.Areas.Districts.Where(one => !one.BesideTree)
                    .Select(one => one.Code),
            ];
        }

        var server = await ServedCity.StartAsync(options, run.Port, run.Stop);
        var pages = new ServedPages(server, run.Port, numbers, boxes, districts);
        await pages.SignInAsync("dispatcher");
        return pages;
    }

    private static async Task<IReadOnlyList<string>> NumbersAsync(CityDatabase database)
    {
        await using var context = database.OpenContext();
        return await context.Set<Case>().Where(row => row.IsOpen && !row.IsPrivate)
            .OrderByDescending(row => row.ReportedAt).Select(row => row.Number).Take(Times)
            .ToListAsync();
    }

    private sealed partial class ServedPages(
        ServedCity server, int port, IReadOnlyList<string> numbers, IReadOnlyList<GeoBox> boxes,
        IReadOnlyList<string> districts)
        : IAsyncDisposable
    {
        private readonly HttpClient http = new(new HttpClientHandler
        {
            AutomaticDecompression = DecompressionMethods.None,
            CookieContainer = new CookieContainer(),
        })
        {
            BaseAddress = new Uri($"http://127.0.0.1:{port}"),
            Timeout = Timeout.InfiniteTimeSpan,
            DefaultRequestHeaders = { { "Accept-Encoding", "br, gzip" } },
        };

        public IReadOnlyList<(string What, Func<int, string> Address)> Pages =>
        [
            ("portal, home", _ => "/"),
            ("portal, report", _ => "/report"),
            ("portal, list", _ => "/cases"),
            ("portal, map", _ => "/map"),
            ("portal, a case", n => $"/cases/{numbers[n % numbers.Count]}"),
            ("map box", n => "/api/v1/public/cases.geojson?zoom=14&bbox="
                + Box(boxes[n % boxes.Count])),
            ("my work", _ => "/console"),
            ("worklist dispatch", _ => "/console/work/dispatch"),
            ("search", _ => "/console/find?q=%E5%9E%83%E5%9C%BE"),
            ("dashboard", _ => "/console/dashboard"),
            ("dashboard, a district", n => "/console/dashboard?scope=t."
                + districts[n % districts.Count]),
            ("lines and areas", _ => "/console/dashboard/grid"),
            ("console, list", _ => "/console/cases"),
            ("console, a case", n => $"/console/cases/{numbers[n % numbers.Count]}"),
        ];

        public async Task GetAsync(string address)
        {
            using var answer = await http.GetAsync(new Uri(address, UriKind.Relative));
            await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        }

        /// <summary>The page, its style and its scripts as they are sent, but for the
        /// map's.</summary>
        public async Task<long> WeightAsync(string address)
        {
            var page = await http.GetByteArrayAsync(new Uri(address, UriKind.Relative));
            using var plain = new HttpClient { BaseAddress = http.BaseAddress };
            var text = await plain.GetStringAsync(new Uri(address, UriKind.Relative));
            var bytes = (long)page.Length;
            foreach (var part in Parts().Matches(text).Select(found => found.Groups[1].Value)
                .Distinct().Where(part => !part.StartsWith("/dist/map", StringComparison.Ordinal)))
            {
                bytes += (await http.GetByteArrayAsync(new Uri(part, UriKind.Relative))).Length;
            }

            return bytes;
        }

        public async Task SignInAsync(string who)
        {
            using var plain = new HttpRequestMessage(HttpMethod.Get, "/sign-in");
            plain.Headers.AcceptEncoding.ParseAdd("identity");
            using var page = await http.SendAsync(plain);
            var token = Token().Match(await page.Content.ReadAsStringAsync()).Groups[1].Value;
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["signIn"] = who,
                ["__RequestVerificationToken"] = WebUtility.HtmlDecode(token),
            });
            using var answer = await http.PostAsync(
                new Uri("/sign-in?handler=Demonstration&return=/console", UriKind.Relative), form);
            answer.EnsureSuccessStatusCode();
        }

        public async ValueTask DisposeAsync()
        {
            http.Dispose();
            await server.DisposeAsync();
        }

        private static string Box(GeoBox box) => string.Create(
            CultureInfo.InvariantCulture, $"{box.MinLon},{box.MinLat},{box.MaxLon},{box.MaxLat}");

        [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
        private static partial Regex Token();

        [GeneratedRegex("(?:src|href)=\"(/dist/[^\"]+)\"")]
        private static partial Regex Parts();
    }
}
