namespace CivicLoop.Platform.Web;

/// <summary>Headers that keep a page to itself.</summary>
internal static class SecurityHeaders
{
    // blob: pictures are photos not yet sent; data: ones are the style sheet's own small images.
    // MapLibre's worker is a file of ours; no script of a page is inline.
    private const string Policy =
        "default-src 'self'; img-src 'self' blob: data:; worker-src 'self' blob:; "
        + "style-src 'self'; script-src 'self'; connect-src 'self'; object-src 'none'; "
        + "base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app) =>
        app.Use((http, next) =>
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = Policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(self)";
            return next(http);
        });
}
