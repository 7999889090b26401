using System.Text.Encodings.Web;
using System.Text.Unicode;
using CivicLoop.Platform.Localisation;
using Microsoft.Extensions.FileProviders;

namespace CivicLoop.Platform.Web;

/// <summary>Pages, their words and what is answered when something fails.</summary>
internal static class WebShell
{
    private static readonly TimeSpan HashedKept = TimeSpan.FromDays(365);

    /// <summary>Folder beside the program, the same after a build and after a publish.</summary>
    public static string Folder => Path.Combine(AppContext.BaseDirectory, "wwwroot");

    public static IServiceCollection AddWebShell(this IServiceCollection services)
    {
        services.AddHttpContextAccessor();
        services.AddCompression();
        services.AddRazorPages(options => options.RootDirectory = "/Modules");
        // Chinese stays readable in the page's source, and takes a third of the bytes.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        return services
            .AddSingleton(MapOptions.Read(CityOptions.Configuration()))
            .AddSingleton(ProxyOptions.Read(CityOptions.Configuration()))
            .AddSingleton<Texts>()
            .AddSingleton<When>()
            .AddSingleton<ProblemTexts>()
            .AddSingleton<ProblemAnswers>()
            .AddScoped<ReaderTexts>()
            .AddScoped(typeof(ModuleTexts<>))
            .AddScoped<PageChrome>();
    }

    /// <summary>Before authentication: headers and files.</summary>
    public static IApplicationBuilder UseWebFiles(this IApplicationBuilder app)
    {
        app.UseSecurityHeaders();
        app.UseResponseCompression();
        return app.UseStaticFiles(new StaticFileOptions
        {
            FileProvider = new PhysicalFileProvider(Directory.CreateDirectory(Folder).FullName),
            OnPrepareResponse = served =>
            {
                // The address carries the content's hash, as ?v= or in the name.
                if (served.Context.Request.Query.ContainsKey("v")
                    || served.File.Name.StartsWith("part-", StringComparison.Ordinal)
                    || served.File.Name.StartsWith("maplibre-", StringComparison.Ordinal))
                {
                    served.Context.Response.Headers.CacheControl =
                        $"public, max-age={HashedKept.TotalSeconds:F0}, immutable";
                }
            },
        });
    }

    /// <summary>After authentication and before authorization: language, failures, and the routing
    /// they run again when a page of their own is to be drawn.</summary>
    public static IApplicationBuilder UseWebAnswers(this IApplicationBuilder app) => app
        .UseMiddleware<RequestLanguage>()
        .UseMiddleware<ChromeFilling>()
        .UseMiddleware<Failures>()
        .UseRouting();
}
