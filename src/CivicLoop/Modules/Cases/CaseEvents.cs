using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;
using CivicLoop.Domain.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Cases;

/// <summary>What a page learns of a change: which case, and where it stands now.</summary>
internal sealed record CaseEvent(string Number, string State);

/// <summary><c>/events</c>: server-sent events of the cases this person may see.</summary>
internal static class CaseEvents
{
    public static void MapCaseEvents(this WebApplication app) => app
        .MapGet("/events", async (
            HttpContext request, LiveEvents live, Callers callers, CityHolder city) =>
        {
            var caller = await callers.OfAsync(request);
            return TypedResults.ServerSentEvents(
                WatchAsync(live, caller, city, request.RequestAborted));
        })
        .ExcludeFromDescription();

    private static async IAsyncEnumerable<SseItem<CaseEvent?>> WatchAsync(
        LiveEvents live, Caller caller, CityHolder city,
        [EnumeratorCancellation] CancellationToken stop)
    {
        await foreach (var happening in live.WatchAsync(stop))
        {
            if (happening is LiveBeat)
            {
                yield return new SseItem<CaseEvent?>(null, "beat");
            }
            else if (happening is CaseChanged changed && MaySee(changed, caller, city.Current))
            {
                yield return new SseItem<CaseEvent?>(
                    new CaseEvent(changed.Number, changed.State.ToString()), "case");
            }
        }
    }

    private static bool MaySee(CaseChanged changed, Caller caller, CityModel city)
    {
        if (!changed.IsPrivate)
        {
            return true;
        }

        var paths = new[] { changed.LineOrg, changed.UnitOrg, changed.TerritoryOrg }
            .OfType<string>().Select(city.Organizations.PathOf).OfType<string>();
        var areas = changed.DistrictCode is { } district ? new[] { district } : [];
        return caller.May(Permission.CaseSee, new CaseStanding([.. paths], areas));
    }
}
