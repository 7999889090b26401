using System.Globalization;
using CivicLoop.Platform.City;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CivicLoop.Platform.Web;

/// <summary>Builds the web server around an opened city.</summary>
internal static class CityHost
{
    /// <summary>Largest request: ten pictures of the largest size, with the form around them.
    /// </summary>
    public const long RequestBytesMax = 220L * 1024 * 1024;

    /// <param name="change">Replaces services, for tests.</param>
    public static WebApplication Build(
        RunningCity city, TimeProvider time, string urls,
        Action<IServiceCollection>? change = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            // Settings are read at the start; watching their files costs a scarce handle a city.
            Args = ["--hostBuilder:reloadConfigOnChange=false"],
            ApplicationName = typeof(CityHost).Assembly.GetName().Name,
        });
        builder.Environment.WebRootFileProvider =
            new StillFiles(builder.Environment.WebRootFileProvider);
        builder.WebHost.UseUrls(urls);
        builder.Services.Configure<KestrelServerOptions>(options =>
        {
            options.AddServerHeader = false;
            options.Limits.MaxRequestBodySize = RequestBytesMax;
        });
        builder.Logging.AddFilter("Microsoft", LogLevel.Warning);
        // A start that fails is told by the command, in one line.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);
        builder.Services.ConfigureHttpJsonOptions(
            options => ApiAnswers.Configure(options.SerializerOptions));
        builder.Services.AddCity(city, time);
        builder.Services.AddWeb();
        change?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseWeb();
        app.MapCity();
        return app;
    }

    /// <summary>The address the server listens at, once it has started.</summary>
    public static string AddressOf(WebApplication app) =>
        string.Create(CultureInfo.InvariantCulture, $"{app.Urls.First()}");
}
