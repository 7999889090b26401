namespace CivicLoop.Platform.Web;

/// <summary>Larger letters and fewer things on a page: asked for by <c>?elder=1</c>, left by
/// <c>?elder=0</c>, remembered by a cookie.</summary>
internal static class ElderMode
{
    public const string Name = "elder";

    private const string CookieName = "civicloop-elder";
    private const int CookieDays = 365;

    public static bool Of(HttpContext http)
    {
        switch (http.Request.Query[Name].ToString())
        {
            case "1":
                http.Response.Cookies.Append(CookieName, "1", Options(http));
                return true;
            case "0":
                http.Response.Cookies.Delete(CookieName, Options(http));
                return false;
            default:
                return http.Request.Cookies.ContainsKey(CookieName);
        }
    }

    /// <summary>The same page the other way, with everything else its address asked for.</summary>
    public static string Switch(HttpRequest request, bool isElder) =>
        request.Path + QueryString.Create(request.Query
            .Where(part => part.Key is not (Name or "secret" or "code" or "done"))
            .SelectMany(part => part.Value.Select(value => KeyValuePair.Create(part.Key, value)))
            .Append(KeyValuePair.Create(Name, (string?)(isElder ? "0" : "1"))));

    private static CookieOptions Options(HttpContext http) => new()
    {
        MaxAge = TimeSpan.FromDays(CookieDays),
        SameSite = SameSiteMode.Lax,
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        IsEssential = true,
    };
}
