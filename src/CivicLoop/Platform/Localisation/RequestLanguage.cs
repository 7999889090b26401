using System.Globalization;
using CivicLoop.Platform.City;

namespace CivicLoop.Platform.Localisation;

/// <summary>Finds the language a request is answered in: what the address asks (and a cookie then
/// remembers), the account's setting, the cookie, the browser's wish, the city's own.</summary>
internal sealed class RequestLanguage(RequestDelegate next, CityHolder city)
{
    public const string CookieName = "civicloop-language";

    /// <summary>Claim of an account that set its language.</summary>
    public const string ClaimName = "language";

    private const int CookieDays = 365;

    public Task InvokeAsync(HttpContext http)
    {
        var asked = Known(http.Request.Query["lang"]);
        var language = asked
            ?? Known(http.User.FindFirst(ClaimName)?.Value)
            ?? Known(http.Request.Cookies[CookieName])
            ?? Wished(http.Request)
            ?? city.Current.Language;
        if (asked is not null)
        {
            http.Response.Cookies.Append(CookieName, asked, new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(CookieDays),
                SameSite = SameSiteMode.Lax,
                HttpOnly = true,
                Secure = http.Request.IsHttps,
                IsEssential = true,
            });
        }

        http.Items[typeof(RequestLanguage)] = language;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = Texts.CultureOf(language);
        http.Response.Headers.ContentLanguage = language == Texts.Chinese ? "zh-CN" : "en";
        http.Response.Headers.Append("Vary", "Accept-Language, Cookie");
        return next(http);
    }

    /// <summary><c>zh</c> or <c>en</c>.</summary>
    public static string Of(HttpContext http) =>
        http.Items[typeof(RequestLanguage)] as string
        ?? Wished(http.Request)
        ?? Texts.Chinese;

    private static string? Wished(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(wish => wish.Quality ?? 1)
            .Where(wish => wish.Quality is null or > 0)
            .Select(wish => Known(wish.Value.Value))
            .FirstOrDefault(language => language is not null);

    private static string? Known(string? language) => language switch
    {
        null => null,
        _ when language.StartsWith(Texts.Chinese, StringComparison.OrdinalIgnoreCase)
            => Texts.Chinese,
        _ when language.StartsWith(Texts.English, StringComparison.OrdinalIgnoreCase)
            => Texts.English,
        _ => null,
    };
}
