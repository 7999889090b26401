using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Calendar;

/// <summary>A year of the calendar by hand: a box for each day, ticked where it is worked.
/// </summary>
[Needs(Permission.CalendarEdit)]
internal sealed class CalendarYearPage(
    KeepCalendar keep, CityHolder city, Callers callers, TimeProvider time) : PageModel
{
    public const string Here = "/console/administration/calendar/year";

    public const int YearMin = 2000;

    public const int YearMax = 2200;

    public int Year { get; private set; }

    public IReadOnlySet<DateOnly> Works { get; private set; } = new HashSet<DateOnly>();

    public (string? Zh, string? En) Name { get; private set; }

    public Problem? Problem { get; private set; }

    public IEnumerable<YearDay?[]> Weeks(int month) =>
        CalendarYear.Weeks(city.Current.CalendarDocument, Works, Year, month);

    public void OnGet([FromQuery] int? year)
    {
        Year = Math.Clamp(
            year ?? TimeZoneInfo.ConvertTime(time.GetUtcNow(), city.Current.TimeZone).Year,
            YearMin, YearMax);
        Works = CalendarYear.Works(city.Current.CalendarDocument, Year);
    }

    public async Task<IActionResult> OnPostAsync(
        [FromForm] int year, [FromForm] DateOnly[] works, [FromForm] string? nameZh,
        [FromForm] string? nameEn)
    {
        Year = Math.Clamp(year, YearMin, YearMax);
        Works = works.ToHashSet();
        Name = (nameZh, nameEn);
        var outcome = CalendarYear.With(
            city.Current.CalendarDocument, Year, Works, nameZh, nameEn);
        if (outcome.Try(out var wanted, out var problem))
        {
            outcome = await keep.ChangeAsync(
                wanted, (await callers.OfAsync(HttpContext)).Actor, HttpContext.RequestAborted);
            if (outcome.Problem is null)
            {
                return LocalRedirect($"{Here}?year={Year}&done=true");
            }

            problem = outcome.Problem;
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }
}
