using System.Text;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Modules.Calendar;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.People;
using CivicLoop.Modules.Places;
using CivicLoop.Modules.Responsibilities;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using CivicLoop.Tests.City;
using Microsoft.AspNetCore.Builder;

namespace CivicLoop.Tests.Http.Running;

/// <summary>Two programs that serve one city on PostgreSQL behave as one.</summary>
public sealed class TwoNodesTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Who_watches_at_one_sees_what_was_reported_at_the_other()
    {
        await using var first = await TestCity.StartAsync(DatabaseEngine.Postgres);
        await using var second = await SecondNode.StartAsync(first);
        using var enough = new CancellationTokenSource(Patience);
        using var http = new HttpClient { BaseAddress = new Uri(second.Address) };
        using var events = await http.GetAsync(
            new Uri("/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead,
            enough.Token);
        using var lines = new StreamReader(await events.Content.ReadAsStreamAsync(enough.Token));
        var reporting = ReportUntilAsync(first, enough.Token);
        string? line;
        do
        {
            line = await lines.ReadLineAsync(enough.Token);
        }
        while (line is not null && !line.Contains("number", StringComparison.Ordinal));

        await enough.CancelAsync();
        var numbers = await reporting;
        Assert.Contains(numbers, number => line!.Contains(number, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_change_of_the_city_at_one_is_known_at_the_other()
    {
        await using var first = await TestCity.StartAsync(DatabaseEngine.Postgres);
        await using var second = await SecondNode.StartAsync(first);
        var before = second.City.City.Current;
        var waited = System.Diagnostics.Stopwatch.StartNew();
        while (ReferenceEquals(before, second.City.City.Current) && waited.Elapsed < Patience)
        {
            await first.City.City.ReloadAsync(first.City.Database);
            await Task.Delay(200);
        }

        Assert.NotSame(before, second.City.City.Current);
    }

    [Fact]
    public async Task Every_kind_of_change_of_the_city_is_known_at_the_other()
    {
        await using var first = await TestCity.StartAsync(DatabaseEngine.Postgres);
        await using var second = await SecondNode.StartAsync(first);
        CityModel Here() => first.City.City.Current;
        CityModel There() => second.City.City.Current;
        var year = Here().Calendar.LastKnownYear + 1;
        var organizations = first.Service<ImportOrganizations>();
        var areas = first.Service<ImportAreas>();
        // A first change until it is heard, because the other program may not listen yet.
        await UntilAsync(
            () => first.Service<KeepCalendar>().ChangeAsync(
                Here().CalendarDocument with { LastKnownYear = year }, "system"),
            () => There().Calendar.LastKnownYear == year);
        await UntilAsync(
            () => organizations.TakeAsync(
                Encoding.UTF8.GetBytes(
                    "code,tree,name_zh,name_en,kind\nd-park,Line,园林局,Parks,bureau\n"),
                null, "system", default),
            () => There().Organizations.Find("d-park") is not null, times: 1);
        await UntilAsync(
            () => first.Service<KeepCatalogue>().ChangeAsync(
                Here().Catalogue.Find(TestPack.Rubbish)! with { NameZh = "乱堆" }, "system"),
            () => There().Catalogue.Find(TestPack.Rubbish)!.NameZh == "乱堆", times: 1);
        await UntilAsync(
            () => areas.TakeAsync(
                Encoding.UTF8.GetBytes(
                    $$$"""
                    {"type":"FeatureCollection","features":[{"type":"Feature",
                    "properties":{"code":"{{{TestPack.WestCommunity}}}"},
                    "geometry":{"type":"Polygon","coordinates":
                    [[[102,25],[102.1,25],[102.1,25.1],[102,25.1],[102,25]]]}}]}
                    """),
                new AreaChoices { ApprovalNumber = "云S(2026)12号" }, null, "system", false,
                false, default),
            () => There().MapApprovals.Count == 1, times: 1);
        await UntilAsync(
            () => first.Service<KeepRouting>().SaveAsync(
                new RoutingRule(
                    "r-new", 1, TestPack.Rubbish, null, null, TestPack.Water, "依据", "Basis"),
                "system"),
            () => There().Router.Rules.Any(rule => rule.Id == "r-new"), times: 1);
    }

    private static async Task UntilAsync(
        Func<Task> change, Func<bool> isKnown, int times = int.MaxValue)
    {
        var waited = System.Diagnostics.Stopwatch.StartNew();
        for (var n = 0; !isKnown() && waited.Elapsed < Patience; n++)
        {
            if (n < times)
            {
                await change();
            }

            await Task.Delay(200);
        }

        Assert.True(isKnown());
    }

    // The other program may not be listening yet when the first of them is stored.
    private static async Task<List<string>> ReportUntilAsync(
        TestCity city, CancellationToken stop)
    {
        var numbers = new List<string>();
        while (!stop.IsCancellationRequested)
        {
            numbers.Add((await city.ReportAsync()).Number);
            await Task.Delay(200, CancellationToken.None);
        }

        return numbers;
    }

    private sealed class SecondNode : IAsyncDisposable
    {
        private readonly string folder;
        private readonly WebApplication app;

        private SecondNode(string folder, RunningCity city, WebApplication app)
        {
            this.folder = folder;
            this.app = app;
            City = city;
        }

        public RunningCity City { get; }

        public string Address => CityHost.AddressOf(app);

        public static async Task<SecondNode> StartAsync(TestCity first)
        {
            var folder = Directory.CreateTempSubdirectory("civicloop-node-").FullName;
            var city = (await RunningCity.OpenAsync(
                first.Options with { Data = folder }, first.Time)).Value;
            var app = CityHost.Build(city, first.Time, "http://127.0.0.1:0");
            await app.StartAsync();
            return new SecondNode(folder, city, app);
        }

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            await City.DisposeAsync();
            Directory.Delete(folder, recursive: true);
        }
    }
}
