namespace CivicLoop.Platform.Web;

/// <summary>Headers that keep a page to itself.</summary>
internal static class SecurityHeaders
{
    // blob: pictures are photos not yet sent; data: ones are the style sheet's own small images.
    // MapLibre's worker is a file of ours; no script of a page is inline.
    // A base map's pictures are the one thing another host may be asked for.
    private static string Policy(MapOptions map)
    {
        var hosts = string.Concat(map.Hosts().Select(host => " " + host));
        return $"default-src 'self'; img-src 'self' blob: data:{hosts}; worker-src 'self' blob:; "
            + $"style-src 'self'; script-src 'self'; connect-src 'self'{hosts}; "
            + "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";
    }

    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app)
    {
        var policy = Policy(app.ApplicationServices.GetRequiredService<MapOptions>());
        return app.Use((http, next) =>
        {
            var headers = http.Response.Headers;
            headers.ContentSecurityPolicy = policy;
            headers.XContentTypeOptions = "nosniff";
            headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
            headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(self)";
            return next(http);
        });
    }
}
