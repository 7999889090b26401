using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Statistics;
using CivicLoop.Modules.People;
using CivicLoop.Modules.Places;
using CivicLoop.Modules.Scores;
using CivicLoop.Modules.Simulation;
using CivicLoop.Modules.Statistics;
using CivicLoop.Modules.Statistics.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

using Loader = Microsoft.AspNetCore.Mvc.RazorPages.Infrastructure.PageLoader;

namespace CivicLoop.BrowserTests;

/// <summary>Every page the program has, as the one who may open it: the list is taken from the
/// program, so that no new page is forgotten.</summary>
public sealed class EveryPageTests(ServedCity city) : IClassFixture<ServedCity>
{
    private const int DaysPlayed = 10;
    private const int CasesPlayed = 200;

    // What only shows or ends something for a moment.
    private static readonly string[] WithoutAPage = ["/sign-out"];

    // Roles that have a demonstration sign-in of the same name.
    private static readonly string[] Staff =
    [
        "dispatcher", "reception", "closer", "supervisor", "leader", "catalogue-keeper",
        "system-keeper", "security-keeper", "auditor", "office",
    ];

    // Units sign in by the unit's name.
    private const string Unit = "handler-cuihu";

    // Each page is opened on a phone and then given room: opening it anew takes longer than all
    // that is looked at.
    [Theory]
    [InlineData("zh")]
    [InlineData("en")]
    public async Task Every_page_fits_phone_and_desktop_and_can_be_used_by_everybody(
        string language)
    {
        await PlayAsync();
        var pages = Pages();
        var faults = new List<string>();
        foreach (var group in pages.GroupBy(page => page.Who).OrderBy(group => group.Key))
        {
            await using var reader = await Reader.SitAsync(city, Screen.Phone, language);
            if (IsDark(language))
            {
                await reader.Page.EmulateMediaAsync(
                    new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
            }

            if (group.Key.Length > 0)
            {
                await reader.SignInAsync(group.Key);
            }

            foreach (var (_, address) in group)
            {
                faults.AddRange(await FaultsAsync(reader, address, language));
            }

            faults.AddRange(reader.Complaints);
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public async Task The_checker_finds_what_nobody_could_use()
    {
        await using var reader = await Reader.SitAsync(city, Screen.Phone, "zh");
        await reader.OpenAsync("/");
        await reader.Page.EvaluateAsync("document.querySelector('main').append(new Image())");
        var found = await Assert.ThrowsAsync<Xunit.Sdk.TrueException>(
            () => reader.HoldsToAccessAsync());
        Assert.Contains("image-alt", found.Message, StringComparison.Ordinal);
    }

    // Chinese is seen in the light, English in the dark.
    private static bool IsDark(string language) => language == "en";

    // What the checker finds hangs on the screen and on light or dark, and each of these is looked
    // at once: the checker takes longer than all the rest.
    private static bool IsChecked(Screen screen, string language) =>
        screen == Screen.Phone == (language == "zh");

    private static async Task<IEnumerable<string>> FaultsAsync(
        Reader reader, string address, string language)
    {
        try
        {
            await reader.TakeAsync(Screen.Phone);
            await reader.OpenAsync(address);
            foreach (var screen in Enum.GetValues<Screen>())
            {
                await reader.TakeAsync(screen);
                await reader.FitsAsync();
                if (IsChecked(screen, language))
                {
                    await reader.HoldsToAccessAsync(inEnglishToo: true);
                }

                await reader.ShowAsync(
                    $"page{address.Replace('/', '-').Split('?')[0]}-{screen}-{language}");
            }

            return [];
        }
        catch (Exception error) when (error is Xunit.Sdk.XunitException or TimeoutException)
        {
            return [$"{address}: {error.Message}"];
        }
    }

    private List<(string Who, string Address)> Pages()
    {
        var actions = city.Services.GetRequiredService<IActionDescriptorCollectionProvider>();
        return
        [
            .. actions.ActionDescriptors.Items.OfType<PageActionDescriptor>()
                .Select(page => (
                    Who(page), "/" + Filled(page.AttributeRouteInfo!.Template!.Trim('/'))))
                .Where(page => !WithoutAPage.Contains(page.Item2)),
        ];
    }

    private string Who(PageActionDescriptor page)
    {
        var needs = city.Services.GetRequiredService<Loader>()
            .LoadAsync(page, Microsoft.AspNetCore.Http.EndpointMetadataCollection.Empty)
            .GetAwaiter().GetResult()
            .ModelTypeInfo!.GetCustomAttributes(typeof(NeedsAttribute), inherit: true)
            .OfType<NeedsAttribute>().FirstOrDefault();
        var template = page.AttributeRouteInfo!.Template!.TrimStart('/');
        return needs is not null
            ? Staff.FirstOrDefault(who => BuiltInRoles.All.First(role => role.Code == who)
                .Permissions.Contains(needs.Permission)) ?? Unit
            : template.StartsWith("console", StringComparison.Ordinal)
                || template.StartsWith("account", StringComparison.Ordinal)
                ? Staff[0]
                : "";
    }

    private string Filled(string template)
    {
        var model = city.Services.GetRequiredService<CityHolder>().Current;
        var isClass = template.Contains("catalogue", StringComparison.Ordinal);
        foreach (var (name, value) in new[]
        {
            ("{number}", number), ("{duty}", "dispatch"), ("{secret}", "unknown"),
            ("{status:int}", "404"), ("{what}", "open"), ("{id:guid}", $"{account}"),
            ("{edition}", "sample-city"), ("{plan}", plan),
            ("{visit:guid}", $"{visit}"), ("{kind?}", "S01"), ("{body}", "c-sub1"),
            ("{card}", InstallScorecards.Code), ("{period}", period), ("{unit}", "city"),
            ("{appeal:guid}", $"{appeal}"), ("{market}", site),
            ("{year:int}", $"{year}"), ("{org}", PlayedAppraisal.Unit),
            ("{target}", PlayedAppraisal.Target), ("{entry:guid}", $"{entry}"),
            ("{bulletin:guid}", $"{bulletin?.Id}"), ("{bulletin}", $"{bulletin?.Number}"),
            ("{survey}", template.Contains("results", StringComparison.Ordinal)
                || !template.StartsWith("console", StringComparison.Ordinal)
                ? PlayedSurveys.Closed : PlayedSurveys.Running),
            ("{key}", PlayedSurveys.Running),
            ("{letter:guid}", $"{letter}"), ("{directive:guid}", $"{directive}"),
            ("{broadcast:guid}", $"{broadcast}"), ("{figure:guid}", $"{figure}"),
            ("{code}", template.Contains("sites/", StringComparison.Ordinal) ? site : isClass
                ? model.Catalogue.Groups[0].Classes[0].Code : model.Organizations.All.Last().Code),
        })
        {
            template = template.Replace(name, value, StringComparison.Ordinal);
        }

        Assert.DoesNotContain('{', template);
        return template;
    }

    private string number = "";
    private string site = "";
    private string plan = "";
    private string period = "";
    private Guid visit;
    private int year;
    private Guid entry;
    private Guid appeal;
    private Guid letter;
    private Guid directive;
    private Guid broadcast;
    private Guid figure;
    private Bulletin? bulletin;
    private Guid account;

    private async Task PlayAsync()
    {
        var played = await city.Services.GetRequiredService<SimulateCases>().RunAsync(
            new SimulateRequest(
                DaysPlayed, CasesPlayed, Seed: 1,
                new DateTimeOffset(TimeProvider.System.GetUtcNow().Date, TimeSpan.Zero)));
        Assert.Null(played.Problem);
        number = (await city.ReportAsync("巷口垃圾堆了三天")).Case.Number;
        var place = city.Services.GetRequiredService<CityHolder>().Current.Areas.Bounds!.Value;
        var registered = await city.Services.GetRequiredService<KeepSites>().SaveAsync(
            new SiteWish
            {
                Kind = "S11", NameZh = "翠湖农贸市场", Lon = place.CentreLon, Lat = place.CentreLat,
            },
            "system");
        Assert.Null(registered.Problem);
        site = registered.Value.Code;
        (plan, visit) = await PlayedInspection.PlayAsync(city, site);
        await PlayedSurveys.PlayAsync(city);
        Assert.Null((await city.Services.GetRequiredService<PlayStatistics>().RunAsync(seed: 1))
            .Problem);
        figure = (await city.Services.GetRequiredService<StatisticLists>().PageAsync(
            new FigureFilter(State: FigureState.Confirmed), after: null, limit: 1, default))
            .Items[0].Id;
        (period, appeal) = await PlayedScores.PlayAsync(city);
        // All staff read the year that is over.
        year = await PlayedAppraisal.PlayAsync(city) - 1;
        entry = await PlayedAppraisal.EntryAsync(city, year);
        (bulletin, letter) = await PlayedBulletins.PlayAsync(city);
        directive = await PlayedCommand.DirectAsync(city);
        broadcast = await PlayedCommand.BroadcastAsync(city, "今晚强降雨", isUrgent: true);
        account = (await city.Services.GetRequiredService<PeopleLists>()
            .DemonstrationAsync(default))[0].Account.Id;
    }
}
