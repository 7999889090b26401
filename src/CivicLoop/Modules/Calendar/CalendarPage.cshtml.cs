using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Calendar;

/// <summary>Shows and changes the working calendar.</summary>
[Needs(Permission.CalendarEdit)]
internal sealed class CalendarPage(KeepCalendar keep, CityHolder city, Callers callers) : PageModel
{
    public CalendarText Typed { get; private set; } = new();

    public Problem? Problem { get; private set; }

    public int LastKnownYear => city.Current.Calendar.LastKnownYear;

    public void OnGet() => Typed = CalendarText.Of(city.Current.CalendarDocument);

    public async Task<IActionResult> OnPostAsync([FromForm] CalendarText typed)
    {
        Typed = typed;
        if (!typed.Read(city.Current.CalendarDocument).Try(out var wanted, out var unreadable))
        {
            return Refuse(unreadable);
        }

        var caller = await callers.OfAsync(HttpContext);
        var outcome = await keep.ChangeAsync(wanted, caller.Actor, HttpContext.RequestAborted);
        return outcome.Problem is { } problem
            ? Refuse(problem)
            : LocalRedirect("/console/administration/calendar?done=true");
    }

    private PageResult Refuse(Problem problem)
    {
        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }
}
