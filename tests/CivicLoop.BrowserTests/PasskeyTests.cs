using CivicLoop.Modules.People;
using CivicLoop.Platform.City;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>Somebody signs in with what their device knows of them, not with a password.</summary>
public sealed class PasskeyTests(ServedCity city) : IClassFixture<ServedCity>
{
    private const string Password = "Loop-2026-ok";

    [Fact]
    public async Task A_passkey_is_added_and_signs_in_without_a_password()
    {
        await using var reader = await Reader.SitAsync(city, Screen.Phone, "zh");
        var page = reader.Page;
        await AddAuthenticatorAsync(page);
        var secret = await MakeAccountAsync();
        await page.GotoAsync(Local($"/account/start/{secret}"));
        await page.FillAsync("#password", Password);
        await page.Locator("main form button").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/start/", StringComparison.Ordinal));
        if (page.Url.Contains("/sign-in", StringComparison.Ordinal))
        {
            await page.FillAsync("#signIn", "passkey.owner");
            await page.FillAsync("#password", Password);
            await page.Locator("main form:has(#password) button").ClickAsync();
            await page.WaitForURLAsync("**/console**");
        }

        await page.GotoAsync(Local("/account"));
        await page.FillAsync("#passkeyName", "我的手机");
        await page.Locator("form[data-passkey=create] button").ClickAsync();
        await Assertions.Expect(page.Locator("section:has(#passkeys) li")).ToHaveCountAsync(1);
        await reader.HoldsToAccessAsync();
        await reader.FitsAsync();

        await page.Context.ClearCookiesAsync();
        await page.GotoAsync(Local("/sign-in?return=/console"));
        await page.Locator("form[data-passkey=get] button").ClickAsync();
        await page.WaitForURLAsync("**/console");
        Assert.Empty(reader.Complaints);
    }

    // Browsers bind a passkey to a name; a bare address has none.
    private string Local(string path) =>
        city.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal) + path;

    private async Task<string> MakeAccountAsync()
    {
        var model = city.Services.GetRequiredService<CityHolder>().Current;
        var made = await city.Services.GetRequiredService<KeepAccounts>().MakeAsync(
            new WantedAccount(
                "passkey.owner", "派遣席二", "zh", "dispatcher",
                model.Organizations.All.First().Code, AreaCode: null),
            actor: "test");
        Assert.Null(made.Problem);
        return made.Value.Secret;
    }

    private static async Task AddAuthenticatorAsync(IPage page)
    {
        var devices = await page.Context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
