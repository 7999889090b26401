using CivicLoop.Platform.City;
using CivicLoop.Platform.Localisation;

namespace CivicLoop.Platform.Web;

/// <summary>Tells the layouts which city they are drawn for, in the reader's language.</summary>
internal sealed class ChromeFilling(RequestDelegate next)
{
    public Task InvokeAsync(
        HttpContext http, PageChrome chrome, CityHolder city, MapOptions map)
    {
        var identity = city.Current.Identity;
        var language = RequestLanguage.Of(http);
        chrome.CityName = identity.Name.In(language);
        chrome.IsDemonstration = identity.Demonstration;
        chrome.MapNotice = NoticeOf(city.Current, language);
        chrome.MapLayers = map.LayersJson();
        chrome.MapAttribution = map.Attribution;
        chrome.IsElder = ElderMode.Of(http);
        return next(http);
    }

    // Approved boundaries are real and the drawing's notice would be wrong of them; where both are
    // shown, both are said.
    private static string? NoticeOf(CityModel city, string language)
    {
        var drawing = city.Identity.MapNotice?.In(language);
        return city.MapApprovals is not { Count: > 0 } approvals ? drawing
            : city.HasSchematicAreas && drawing is not null
                ? string.Join(" · ", approvals.Append(drawing))
            : string.Join(" · ", approvals);
    }
}
