using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Calendar;

/// <summary>The working calendar under <c>/api/v1</c>.</summary>
internal static class CalendarApi
{
    public static void MapCalendarApi(this RouteGroupBuilder api)
    {
        api.MapGet("/calendar", (CityHolder city) =>
                Results.Json(city.Current.CalendarDocument, CityJson.Options))
            .WithName("ShowCalendar");
        api.MapPut("/calendar", ChangeAsync).WithName("ChangeCalendar");
    }

    private static async Task<IResult> ChangeAsync(
        HttpContext request, CalendarDocument wanted, KeepCalendar keep, Callers callers)
    {
        var caller = await callers.OfAsync(request);
        return caller.MaySomewhere(Permission.CalendarEdit)
            ? ApiAnswers.Of(
                request, await keep.ChangeAsync(wanted, caller.Actor, request.RequestAborted),
                calendar => calendar)
            : ApiAnswers.Of(
                request, new Problem(ProblemCode.NotPermitted, null, Permission.CalendarEdit));
    }
}
