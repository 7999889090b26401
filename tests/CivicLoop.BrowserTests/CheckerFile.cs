using Deque.AxeCore.Commons;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace CivicLoop.BrowserTests;

/// <summary>Serves the accessibility checker beside the city's pages: a file the browser keeps is
/// read and compiled once, where handing it to each page takes a third of the check.</summary>
internal sealed class CheckerFile : IStartupFilter
{
    public const string Address = "/accessibility-checker.js";

    public static readonly string Script = new BundledAxeScriptProvider().GetScript();

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Map(Address, file => file.Run(context =>
        {
            context.Response.ContentType = "text/javascript; charset=utf-8";
            context.Response.Headers.CacheControl = "public, max-age=86400, immutable";
            return context.Response.WriteAsync(Script);
        }));
        next(app);
    };
}
