using CivicLoop.Domain.Cases;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Participation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>Residents' later stories in a real browser: addresses, letters, large print, numbers.
/// </summary>
public sealed class PortalStoryTests(ServedCity city) : IClassFixture<ServedCity>
{
    [Theory, ClassData(typeof(EachScreen))]
    internal async Task A_problem_is_reported_by_address_without_script_and_its_letter_proven(
        Screen screen, string language)
    {
        await NameAStreetAsync();
        await using var reader = await Reader.SitAsync(city, screen, language, withScript: false);
        var page = reader.Page;
        await reader.OpenAsync("/report?start=photo");
        await page.FillAsync("#address", "翠湖西路 8 号");
        await page.FillAsync("#description", "路灯整夜不亮");
        await page.Locator("button[name=find]").ClickAsync();
        await reader.FitsAsync();
        await reader.ShowAsync($"find-{screen}-{language}");
        await page.Locator("button[name=place]").First.ClickAsync();
        Assert.Equal("25.060000", await page.InputValueAsync("#lat"));
        Assert.Equal("路灯整夜不亮", await page.InputValueAsync("#description"));
        await page.SelectOptionAsync("#class", "E0102");
        await page.FillAsync("#email", "lin@example.org");
        await page.Locator("form#report > div > button").ClickAsync();
        if (await page.Locator("button[name=mine]").CountAsync() > 0)
        {
            await page.Locator("button[name=mine]").ClickAsync();
        }

        await page.WaitForURLAsync("**/cases/*");
        await reader.FitsAsync();
        await page.Locator("a[href^='/letters/prove/']").ClickAsync();
        await page.Locator("main form button").ClickAsync();
        Assert.Equal(1, await page.Locator(".alert-success").CountAsync());
        await reader.FitsAsync();
        Assert.Empty(reader.Complaints);
    }

    [Theory, ClassData(typeof(EachScreen))]
    internal async Task Where_no_map_can_be_drawn_the_list_and_the_address_do_its_work(
        Screen screen, string language)
    {
        await NameAStreetAsync();
        var known = await city.ReportAsync("井盖松动");
        await using var reader = await Reader.SitAsync(city, screen, language);
        var page = reader.Page;
        await page.AddInitScriptAsync(
            "HTMLCanvasElement.prototype.getContext = () => null;");
        await reader.OpenAsync("/map");
        await Assertions.Expect(page.Locator(".map-none .map-says")).ToBeVisibleAsync();
        await Assertions.Expect(
            page.Locator($"#map-list a[href='/cases/{known.Case.Number}']")).ToBeVisibleAsync();
        await reader.FitsAsync();
        await reader.ShowAsync($"no-webgl-map-{screen}-{language}");

        await reader.OpenAsync("/report");
        await Assertions.Expect(page.Locator(".map-none .map-says")).ToBeVisibleAsync();
        await page.FillAsync("#address", "翠湖西路 8 号");
        await page.FillAsync("#description", $"路牌倒了 {screen} {language}");
        await page.Locator("button[name=find]").ClickAsync();
        await page.Locator(".found-places button").First.ClickAsync();
        await Assertions.Expect(page.Locator("#lat")).ToHaveValueAsync("25.060000");
        await page.SelectOptionAsync("#class", "E0102");
        await reader.ShowAsync($"no-webgl-report-{screen}-{language}");
        await reader.SendReportAsync();
        Assert.Empty(reader.Complaints);
    }

    [Theory, InlineData("zh"), InlineData("en")]
    internal async Task The_later_pages_fit_and_can_be_used_by_everybody(string language)
    {
        await NameAStreetAsync();
        await using var reader = await Reader.SitAsync(city, Screen.Phone, language);
        foreach (var (name, address) in new[]
        {
            ("statistics", "/statistics"), ("open-data", "/open-data"),
            ("near", "/cases?near=翠湖西路"), ("photo-first", "/report?start=photo"),
            ("letter-broken", "/letters/prove/1?code=1"), ("elder-home", "/?elder=1"),
            ("elder-report", "/report"), ("usual-home", "/?elder=0"),
        })
        {
            await reader.OpenAsync(address);
            await reader.FitsEveryScreenAsync(name);
        }
    }

    [Fact]
    public async Task In_the_dark_every_text_can_be_read()
    {
        var known = await city.ReportAsync("夜里看得清", lat: 25.02, lon: 102.7);
        await using var reader = await Reader.SitAsync(city, Screen.Phone, "zh");
        await reader.Page.EmulateMediaAsync(
            new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        foreach (var (name, address) in new[]
        {
            ("home", "/"), ("report", "/report"), ("statistics", "/statistics"),
            ("cases", "/cases?state=all"), ("map", "/map"),
            ("own", $"/cases/{known.Case.Number}?secret={known.Secret}"),
        })
        {
            await reader.OpenAsync(address);
            await reader.FitsEveryScreenAsync($"dark-{name}");
        }
    }

    [Theory, ClassData(typeof(EachScreen))]
    internal async Task The_map_shows_tiles_and_the_list_beside_goes_along(
        Screen screen, string language)
    {
        var near = await city.ReportAsync("地图旁的列表", lat: 25.041, lon: 102.712);
        await using var reader = await Reader.SitAsync(city, screen, language);
        var page = reader.Page;
        await page.RunAndWaitForResponseAsync(
            () => reader.OpenAsync("/map?bbox=102.70,25.03,102.72,25.05"),
            answer => answer.Ok
                && answer.Url.Contains("/tiles/cases/", StringComparison.Ordinal));
        await Assertions.Expect(page.Locator("#map-list")).ToContainTextAsync(near.Case.Number);
        // By keyboard, as by hand: the map is reached, moved, and the list and the address follow.
        await page.Locator(".maplibregl-canvas").FocusAsync();
        for (var n = 0; n < 12; n++)
        {
            await page.Keyboard.PressAsync("ArrowUp");
            await page.WaitForTimeoutAsync(350);
        }

        await Assertions.Expect(page.Locator("#map-list"))
            .Not.ToContainTextAsync(near.Case.Number);
        await page.WaitForFunctionAsync(
            """
            () => {
              const box = new URL(location.href).searchParams.get("bbox");
              const list = new URL(document.querySelector("a[data-boxed]").href);
              return box !== "102.70,25.03,102.72,25.05"
                && list.searchParams.get("bbox") === box
                && document.querySelector(".filter input[name=bbox]").value === box;
            }
            """);
        Assert.Empty(reader.Complaints);
    }

    [Theory, ClassData(typeof(EachScreen))]
    internal async Task An_address_is_looked_up_on_the_page_and_the_form_stays(
        Screen screen, string language)
    {
        await NameAStreetAsync();
        await using var reader = await Reader.SitAsync(city, screen, language);
        var page = reader.Page;
        await reader.OpenAsync("/report");
        await page.FillAsync("#description", "写到一半");
        await page.FillAsync("#address", "翠湖西路 8 号");
        await page.Locator("button[name=find]").ClickAsync();
        var found = page.Locator(".found-places button").First;
        await found.ClickAsync();
        await Assertions.Expect(page.Locator("#lat")).ToHaveValueAsync("25.060000");
        await Assertions.Expect(found).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Equal("写到一半", await page.InputValueAsync("#description"));
        Assert.EndsWith("/report", page.Url, StringComparison.Ordinal);
        await reader.HoldsToAccessAsync();
        await reader.FitsAsync();
        Assert.Empty(reader.Complaints);
    }

    [Theory, ClassData(typeof(EachScreen))]
    internal async Task The_reporter_changes_the_report_in_the_browser(
        Screen screen, string language)
    {
        var own = await city.ReportAsync("改之前", lat: 25.031, lon: 102.741);
        await using var reader = await Reader.SitAsync(city, screen, language);
        var page = reader.Page;
        await reader.OpenAsync($"/cases/{own.Case.Number}?secret={own.Secret}");
        var form = page.Locator("form[action*='handler=Edit']");
        await page.Locator("details").Filter(new LocatorFilterOptions { Has = form })
            .Locator("summary").ClickAsync();
        await form.Locator("[name=description]").FillAsync("改之后，多了两袋");
        await form.Locator("[name=address]").FillAsync("翠湖西路 9 号");
        await form.Locator("button.btn").Last.ClickAsync();
        await page.WaitForURLAsync("**?done=edit");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("改之后，多了两袋");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("翠湖西路 9 号");
        await reader.FitsAsync();
        Assert.Empty(reader.Complaints);
    }

    // The street is known once a public case there was opened.
    private async Task NameAStreetAsync()
    {
        var report = await city.Services.GetRequiredService<ReportCase>().RunAsync(
            new ReportInput
            {
                Place = new PlaceInput
                {
                    Class = "E0102", Lat = 25.06, Lon = 102.7, Address = "翠湖西路12号",
                },
                Description = "垃圾没人收",
            },
            Domain.People.Caller.Resident);
        await city.ActAsync(
            report.Value.Case.Number, (CaseCommand.AskVerification, null),
            (CaseCommand.ConfirmOnSite, "属实"), (CaseCommand.Accept, null));
        await city.Services.GetRequiredService<GatherPlaceNames>().RunAsync(default);
    }
}
