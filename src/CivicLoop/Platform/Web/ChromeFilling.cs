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
        // A map with an approval number shows real boundaries; the drawing's notice would be wrong.
        chrome.MapNotice = city.Current.MapApprovals is { Count: > 0 } approvals
            ? string.Join(" · ", approvals)
            : identity.MapNotice?.In(language);
        chrome.MapLayers = map.LayersJson();
        chrome.MapAttribution = map.Attribution;
        chrome.IsElder = ElderMode.Of(http);
        return next(http);
    }
}
