using CivicLoop.Domain.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Command;

/// <summary>大屏: the numbers of the city in large type on a dark ground, for whoever may see the
/// evaluation, and for a screen that holds a link.</summary>
internal sealed class WallPage(
    WallFigures figures, KeepWallLinks links, Callers callers, CityHolder city,
    TimeProvider time) : PageModel
{
    public WallView View { get; private set; } = null!;

    public DateTimeOffset Now => time.GetUtcNow();

    public string CityName(string language) => city.Current.Identity.Name.In(language);

    public static string AddressOf(string secret) => $"/wall?key={secret}";

    public async Task<IActionResult> OnGetAsync([FromQuery] string? key)
    {
        var stop = HttpContext.RequestAborted;
        var caller = await callers.OfAsync(HttpContext);
        if (!caller.MaySomewhere(Permission.EvaluationSee) && !await links.OpensAsync(key, stop))
        {
            return key is null && caller.OrganizationCode is null
                ? Challenge()
                : StatusCode(StatusCodes.Status403Forbidden);
        }

        // The key stands in the address: it must not travel on to others.
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Response.Headers.CacheControl = "no-store";
        View = await figures.ReadAsync(stop);
        return Page();
    }
}
