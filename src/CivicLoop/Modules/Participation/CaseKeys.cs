namespace CivicLoop.Modules.Participation;

/// <summary>What a browser remembers of a case: the secret of its reporter, and that its person has
/// joined. Kept in cookies sent to this case's own address only, so that a secret stands in no
/// address bar and in no log.</summary>
internal static class CaseKeys
{
    private const string SecretCookie = "civicloop-secret";
    private const string NewCookie = "civicloop-new";
    private const string JoinedCookie = "civicloop-joined";
    private const string FollowerCookie = "civicloop-follower";

    // As long as the reporter's contact is kept at most.
    private static readonly TimeSpan Kept = TimeSpan.FromDays(180);

    // Until the page after the report has come.
    private static readonly TimeSpan NewKept = TimeSpan.FromMinutes(10);

    public static string Address(string number) => $"/cases/{Uri.EscapeDataString(number)}";

    public static string? Secret(HttpRequest request) => request.Cookies[SecretCookie];

    public static bool HasJoined(HttpRequest request) => request.Cookies.ContainsKey(JoinedCookie);

    public static void KeepSecret(HttpContext http, string number, string secret) =>
        Append(http, SecretCookie, number, secret, Kept);

    /// <summary>The secret of a follower of this case.</summary>
    public static string? Follower(HttpRequest request) => request.Cookies[FollowerCookie];

    public static void KeepFollower(HttpContext http, string number, string secret)
    {
        Append(http, JoinedCookie, number, "1", Kept);
        Append(http, FollowerCookie, number, secret, Kept);
    }

    /// <summary>The next page of this case shows the reporter's link, once.</summary>
    public static void MarkNew(HttpContext http, string number) =>
        Append(http, NewCookie, number, "1", NewKept);

    /// <summary>True once after <see cref="MarkNew"/>.</summary>
    public static bool TakeNew(HttpContext http, string number)
    {
        if (!http.Request.Cookies.ContainsKey(NewCookie))
        {
            return false;
        }

        http.Response.Cookies.Delete(NewCookie, Options(http, number, TimeSpan.Zero));
        return true;
    }

    private static void Append(
        HttpContext http, string name, string number, string value, TimeSpan kept) =>
        http.Response.Cookies.Append(name, value, Options(http, number, kept));

    private static CookieOptions Options(HttpContext http, string number, TimeSpan kept) => new()
    {
        Path = Address(number),
        MaxAge = kept,
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        // A link in a mail must find the cookie, a form on another site must not send it.
        SameSite = SameSiteMode.Lax,
        IsEssential = true,
    };
}
