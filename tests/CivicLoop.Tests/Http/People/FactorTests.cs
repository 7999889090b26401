using System.Buffers.Binary;
using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.People;

public sealed partial class FactorTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_authenticators_code_is_asked_and_only_the_right_one_signs_in(
        DatabaseEngine engine)
    {
        await using var city = await PeopleCity.StartAsync(engine, demonstration: false);
        var id = await city.MakeAsync("wang", "handler", TestPack.WestBureau);
        var (key, _) = await EnrolAsync(city, "wang");
        Assert.True((await city.AccountAsync(id)).TwoFactor);

        using var browser = city.Open();
        using var first = await browser.SignInAsync("wang");
        Assert.StartsWith(
            "/sign-in/second-factor", first.Headers.Location?.ToString(), StringComparison.Ordinal);
        using (var half = await browser.GetAsync("/account"))
        {
            Assert.Equal(HttpStatusCode.Redirect, half.StatusCode);
        }

        var right = Code(key);
        var wrong = right == "000000" ? "111111" : "000000";
        using (var refused = await SecondAsync(browser, wrong))
        {
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        }

        using var accepted = await SecondAsync(browser, Code(key));
        Assert.Equal(HttpStatusCode.Redirect, accepted.StatusCode);
        await browser.ReadAsync("/account");
        Assert.Contains("account.TwoFactorOn", await city.JournalAsync(id));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Fact]
    public async Task A_recovery_code_works_once()
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, false);
        await city.MakeAsync("wang", "handler", TestPack.WestBureau);
        var (_, codes) = await EnrolAsync(city, "wang");
        Assert.Equal(SignInRules.RecoveryCodes, codes.Count);
        Assert.Equal(HttpStatusCode.Redirect, await RecoverAsync(city, codes[0]));
        Assert.Equal(HttpStatusCode.BadRequest, await RecoverAsync(city, codes[0]));
    }

    [Fact]
    public async Task The_authenticators_key_is_not_readable_in_the_database()
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, false);
        var id = await city.MakeAsync("wang", "handler", TestPack.WestBureau);
        var (key, _) = await EnrolAsync(city, "wang");
        var stored = (await city.AccountAsync(id)).TotpKey!;
        Assert.DoesNotContain(
            key, System.Text.Encoding.Latin1.GetString(stored), StringComparison.Ordinal);
        Assert.NotEmpty(Directory.GetFiles(
            Path.Combine(city.City.Folder.Path, "keys"), "key-*.xml"));
    }

    [Fact]
    public async Task A_security_keeper_does_nothing_before_a_second_factor()
    {
        await using var city = await PeopleCity.StartAsync(DatabaseEngine.Sqlite, false);
        await city.MakeAsync("li", "security-keeper", TestPack.CommandCentre);
        using var browser = city.Open();
        using var signedIn = await browser.SignInAsync("li");
        using (var refused = await browser.GetAsync("/console/administration/accounts"))
        {
            Assert.Equal("/account", refused.Headers.Location?.ToString());
        }

        using (var refused = await browser.GetAsync("/api/v1/accounts"))
        {
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        await EnrolAsync(city, "li", browser);
        Assert.Contains(
            "li", await browser.ReadAsync("/console/administration/accounts"),
            StringComparison.Ordinal);
    }

    internal static async Task<(string Key, IReadOnlyList<string> Codes)> EnrolAsync(
        PeopleCity city, string signIn, Browser? signedIn = null)
    {
        using var own = signedIn is null ? city.Open() : null;
        var browser = signedIn ?? own!;
        if (signedIn is null)
        {
            using var answer = await browser.SignInAsync(signIn);
        }

        using var begun = await browser.PostAsync("/account", "/account?handler=BeginTotp");
        var page = await begun.Content.ReadAsStringAsync();
        Assert.Contains("data:image/png;base64,", page, StringComparison.Ordinal);
        var key = KeyOnPage().Match(page).Groups[1].Value;
        var token = Browser.Token().Match(page).Groups[1].Value;
        using var confirmed = await browser.SendAsync(
            "/account?handler=ConfirmTotp", token, ("code", Code(key)));
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        var shown = await confirmed.Content.ReadAsStringAsync();
        return (key, [.. CodeOnPage().Matches(shown).Select(match => match.Groups[1].Value)]);
    }

    /// <summary>RFC 6238 with SHA-1, six digits and steps of thirty seconds.</summary>
    internal static string Code(string base32)
    {
        var step = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() / 30;
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // Authenticator apps speak SHA-1.
        var hash = HMACSHA1.HashData(FromBase32(base32), counter);
#pragma warning restore CA5350
        var offset = hash[^1] & 0xf;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", null);
    }

    private static byte[] FromBase32(string text)
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = string.Concat(text.Select(letter =>
            Convert.ToString(alphabet.IndexOf(letter, StringComparison.Ordinal), 2)
                .PadLeft(5, '0')));
        return [.. Enumerable.Range(0, bits.Length / 8)
            .Select(i => Convert.ToByte(bits.Substring(i * 8, 8), 2))];
    }

    private static Task<HttpResponseMessage> SecondAsync(Browser browser, string code) =>
        browser.PostAsync(
            "/sign-in/second-factor", "/sign-in/second-factor", ("code", code));

    private static async Task<HttpStatusCode> RecoverAsync(PeopleCity city, string code)
    {
        using var browser = city.Open();
        using var first = await browser.SignInAsync("wang");
        using var second = await browser.PostAsync(
            "/sign-in/second-factor", "/sign-in/second-factor?handler=Recovery",
            ("recovery", code));
        return second.StatusCode;
    }

    [GeneratedRegex("<p><code>([A-Z2-7]+)</code></p>")]
    private static partial Regex KeyOnPage();

    [GeneratedRegex("<li><code>([^<]+)</code></li>")]
    private static partial Regex CodeOnPage();
}
