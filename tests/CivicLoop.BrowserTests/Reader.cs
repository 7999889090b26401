using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>What a person holds in front of them.</summary>
public enum Screen
{
    Phone,
    Desktop,
}

/// <summary>Each screen and each language once, with the pair that leaves words the least room:
/// every page is seen in all four pairs elsewhere. What is done at a desk, or only read, is told
/// on a desktop alone.</summary>
internal sealed class EachScreen : TheoryData<Screen, string>
{
    public EachScreen()
    {
        Add(Screen.Phone, "en");
        Add(Screen.Desktop, "zh");
    }
}

/// <summary>A person at a screen with a language, with a browser profile of their own.</summary>
internal sealed partial class Reader : IAsyncDisposable
{
    private const string Check = """
        async menuToo => {
          const found = await axe.run(menuToo ? document : { exclude: [".menu"] }, {
            runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
            resultTypes: ["violations"], elementRef: false, selectors: false, preload: false,
          });
          return found.violations.map(one =>
            `${one.id}: ${one.nodes.map(node => node.html).join(" | ")}`);
        }
        """;

    private readonly bool isEnglish;
    private bool isMenuChecked;

    private static string? Folder => Environment.GetEnvironmentVariable("CIVICLOOP_SCREENSHOTS");

    private Reader(IPage page, bool isEnglish)
    {
        Page = page;
        this.isEnglish = isEnglish;
    }

    /// <summary>Whether somebody asked for pictures.</summary>
    public static bool KeepsPictures => Folder is { Length: > 0 };

    public IPage Page { get; }

    /// <summary>What the page's scripts and the browser complained of.</summary>
    public List<string> Complaints { get; } = [];

    public static async Task<Reader> SitAsync(
        ServedCity city, Screen screen, string language, bool withScript = true)
    {
        var browser = await SharedBrowser.GetAsync();
        var phone = screen == Screen.Phone;
        var context = await browser.NewContextAsync(new BrowserNewContextOptions
        {
            BaseURL = city.Address,
            Locale = language == "zh" ? "zh-CN" : "en-GB",
            ViewportSize = SizeOf(screen),
            HasTouch = phone,
            IsMobile = phone,
            JavaScriptEnabled = withScript,
        });
        var reader = new Reader(await context.NewPageAsync(), language == "en");
        reader.Page.SetDefaultTimeout(15_000);
        reader.Page.PageError += (_, error) => reader.Complaints.Add(error);
        return reader;
    }

    /// <summary>Gives the page the room of a screen.</summary>
    public Task TakeAsync(Screen screen)
    {
        var size = SizeOf(screen);
        return Page.SetViewportSizeAsync(size.Width, size.Height);
    }

    /// <summary>Somebody of the demonstration city's staff, signed in.</summary>
    public static async Task<Reader> SignedInAsync(
        ServedCity city, string who, Screen screen, string language)
    {
        var reader = await SitAsync(city, screen, language);
        await reader.EnterAsync(who);
        return reader;
    }

    /// <summary>Takes a demonstration sign-in and waits for the page it leads to.</summary>
    public async Task SignInAsync(string who, string address = "/console")
    {
        await OpenAsync($"/sign-in?return={address}");
        await Page.Locator($"form:has(input[value='{who}']) button").ClickAsync();
        await Page.WaitForURLAsync($"**{address}");
    }

    /// <summary>Opens an address and waits until its map, if it has one, is drawn.</summary>
    public async Task OpenAsync(string address)
    {
        await Page.GotoAsync(address);
        await MapReadyAsync();
    }

    public async Task MapReadyAsync()
    {
        if (await Page.Locator("[data-map].maplibregl-map").CountAsync() > 0)
        {
            await Page.Locator("[data-map][data-ready]").First.WaitForAsync();
        }
    }

    /// <summary>Sends the report on the page; where like ones are offered, says that it is another.
    /// </summary>
    public async Task SendReportAsync()
    {
        await Page.Locator("form#report > div > button").ClickAsync();
        var mine = Page.Locator("button[name=mine]");
        await mine.Or(Page.Locator(".own-link")).First.WaitForAsync();
        if (await mine.CountAsync() > 0)
        {
            await mine.ClickAsync();
        }

        await Page.WaitForURLAsync("**/cases/*");
    }

    /// <summary>Nothing on the page breaks WCAG 2.2 AA as far as a machine can tell.</summary>
    /// <param name="inEnglishToo">What the checker finds hangs on the screen and on light or dark,
    /// not on the words: a story is checked in Chinese, every page in English once. The menu is the
    /// same on every page a reader opens and is checked on the first.</param>
    public async Task HoldsToAccessAsync(bool inEnglishToo = false)
    {
        if (isEnglish && !inEnglishToo)
        {
            return;
        }

        await TakeCheckerAsync();
        var faults = await Page.EvaluateAsync<string[]>(Check, !isMenuChecked);
        isMenuChecked = true;
        Assert.True(faults.Length == 0, Page.Url + "\n" + string.Join("\n", faults));
    }

    /// <summary>Nothing is cut off or scrolled sideways.</summary>
    public async Task FitsAsync()
    {
        var beyond = await Page.EvaluateAsync<int>(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth");
        Assert.True(beyond <= 0, $"{Page.Url} is {beyond} pixels too wide");
    }

    /// <summary>The page that is open fits phone and desktop, and can be used by everybody: it is
    /// opened on a phone and then given room, because opening it anew takes longest.</summary>
    public async Task FitsEveryScreenAsync(string name)
    {
        await HoldsToAccessAsync();
        foreach (var screen in Enum.GetValues<Screen>())
        {
            await TakeAsync(screen);
            await FitsAsync();
            await ShowAsync($"{name}-{screen}-{(isEnglish ? "en" : "zh")}");
        }

        await TakeAsync(Screen.Phone);
    }

    /// <summary>Keeps a picture of the page where somebody asked for pictures.</summary>
    /// <param name="whole">False for what the screen shows without scrolling.</param>
    public async Task ShowAsync(string name, bool whole = true)
    {
        if (Folder is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions
            {
                Path = Path.Combine(folder, name + ".png"),
                FullPage = whole,
            });
        }
    }

    public async ValueTask DisposeAsync() => await Page.Context.DisposeAsync();

    // Without a network the page cannot fetch it.
    private async Task TakeCheckerAsync()
    {
        try
        {
            await Page.AddScriptTagAsync(new PageAddScriptTagOptions { Url = CheckerFile.Address });
        }
        catch (PlaywrightException)
        {
            await Page.EvaluateAsync(CheckerFile.Script);
        }
    }

    private static ViewportSize SizeOf(Screen screen) => screen == Screen.Phone
        ? new ViewportSize { Width = 390, Height = 844 }
        : new ViewportSize { Width = 1440, Height = 900 };

    // The way of the sign-in page without drawing it: most tests are of what comes after.
    private async Task EnterAsync(string who)
    {
        var page = await Page.APIRequest.GetAsync("/sign-in");
        var token = Token().Match(await page.TextAsync()).Groups[1].Value;
        var form = Page.APIRequest.CreateFormData();
        form.Set("signIn", who);
        form.Set("__RequestVerificationToken", token);
        var entered = await Page.APIRequest.PostAsync(
            "/sign-in?handler=Demonstration&return=/console",
            new APIRequestContextOptions { Form = form, MaxRedirects = 0 });
        Assert.Equal(302, entered.Status);
    }

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
