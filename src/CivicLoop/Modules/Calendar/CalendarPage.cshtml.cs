using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Calendar;

/// <summary>Shows and changes the working calendar.</summary>
[Needs(Permission.CalendarEdit)]
internal sealed class CalendarPage(
    KeepCalendar keep, CaseLimits limits, CityHolder city, Callers callers) : PageModel
{
    public CalendarText Typed { get; private set; } = new();

    public Problem? Problem { get; private set; }

    /// <summary>Open cases whose limits the typed calendar would reckon otherwise; null before
    /// somebody asked.</summary>
    public MovedLimits? Moved { get; private set; }

    /// <summary>True where a file was read into the fields; nothing is saved yet.</summary>
    public bool IsFromFile { get; private set; }

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

    /// <summary>Shows what would move; saves nothing.</summary>
    public async Task<IActionResult> OnPostLookAsync([FromForm] CalendarText typed)
    {
        Typed = typed;
        if (!typed.Read(city.Current.CalendarDocument).Try(out var wanted, out var problem)
            || (problem = KeepCalendar.Fault(wanted)) is not null)
        {
            return Refuse(problem);
        }

        Moved = await limits.MovedAsync(
            wanted.ToCalendar(city.Current.TimeZone), HttpContext.RequestAborted);
        return Page();
    }

    /// <summary>Reads a year's holidays from a file into the fields.</summary>
    public async Task<IActionResult> OnPostFileAsync(IFormFile? file, [FromForm] CalendarText typed)
    {
        Typed = typed;
        if (file is null || file.Length is 0 or > Uploads.BytesMax)
        {
            return Refuse(new Problem(ProblemCode.FileMissing, "file"));
        }

        using var body = new MemoryStream();
        await file.CopyToAsync(body, HttpContext.RequestAborted);
        if (!CalendarFile.Read(body.ToArray()).Try(out var days, out var unreadable)
            || !typed.Read(city.Current.CalendarDocument).Try(out var before, out unreadable))
        {
            return Refuse(unreadable);
        }

        Typed = CalendarText.Of(days.ReplaceIn(before));
        IsFromFile = true;
        return Page();
    }

    private PageResult Refuse(Problem problem)
    {
        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }
}
