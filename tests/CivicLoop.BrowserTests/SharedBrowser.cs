using CivicLoop.BrowserTests;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(SharedBrowser))]

namespace CivicLoop.BrowserTests;

/// <summary>The system's browser, started once for all tests; each reader has a profile of their
/// own in it.</summary>
public sealed class SharedBrowser : IAsyncDisposable
{
    /// <summary>Another browser than Debian's.</summary>
    private const string Variable = "CIVICLOOP_TEST_BROWSER";

    // What the library turns off by itself has to be said again with what is turned off here: the
    // browser's own buttons, which it draws by a program of their own for every window.
    private const string TurnedOff =
        "AvoidUnnecessaryBeforeUnloadCheckSync,DestroyProfileOnBrowserClose,GlobalMediaControls,"
        + "HttpsUpgrades,LensOverlay,MediaRouter,PaintHolding,ThirdPartyStoragePartitioning,"
        + "Translate,OptimizationHints,PreloadTopChromeWebUI,InitialWebUI,WebUIReloadButton,"
        + "WebUIToolbar,WebUILocationBar,WebUIOmniboxPopup,WebUIOmniboxFullPopup,"
        + "WebUIOmniboxAimPopup,AimEnabled";

    // The shell is the same browser without windows and costs less; where there is none, the whole.
    private static readonly string[] Known =
        ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"];

    private static readonly SemaphoreSlim Gate = new(1, 1);
    private static IPlaywright? playwright;
    private static IBrowser? browser;

    internal static async Task<IBrowser> GetAsync()
    {
        await Gate.WaitAsync();
        try
        {
            playwright ??= await Playwright.CreateAsync();
            if (browser is not { IsConnected: true })
            {
                browser = await LaunchAsync(playwright);
            }

            return browser;
        }
        finally
        {
            Gate.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
    }

    private static Task<IBrowser> LaunchAsync(IPlaywright started) =>
        started.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Environment.GetEnvironmentVariable(Variable)
                ?? Known.FirstOrDefault(File.Exists) ?? Known[^1],
            // Root has no sandbox in a container. Software draws the map without a card; all else
            // is drawn without the detour over it.
            Args = ["--no-sandbox", "--use-gl=angle", "--use-angle=swiftshader",
                "--enable-unsafe-swiftshader", "--disable-gpu-compositing",
                "--disable-gpu-rasterization", "--num-raster-threads=1",
                "--disable-threaded-animation", "--disable-threaded-scrolling",
                "--disable-smooth-scrolling", $"--disable-features={TurnedOff}"],
        });
}
