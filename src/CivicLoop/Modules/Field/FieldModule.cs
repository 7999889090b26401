using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Field;

/// <summary>外勤: the app for phones without a network. It is files and one download; what it sends
/// goes through the same API as everything else.</summary>
internal static class FieldModule
{
    private const string Root = "/field";

    public static IServiceCollection AddField(this IServiceCollection services) =>
        services.AddSingleton<FieldPack>();

    public static void MapField(this WebApplication app)
    {
        // Addresses within the app are the app's own; the files beside it are served as files.
        app.MapGet(Root + "/{**view:nonfile}", Shell).ExcludeFromDescription();
    }

    private static IResult Shell(HttpContext http)
    {
        // The worker on the phone keeps it; whoever asks the server wants what there is now.
        http.Response.Headers.CacheControl = "no-cache";
        return Results.File(
            Path.Combine(WebShell.Folder, "field", "index.html"), "text/html; charset=utf-8");
    }
}
