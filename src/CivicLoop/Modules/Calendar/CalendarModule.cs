using CivicLoop.Domain.People;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Calendar;

/// <summary>The city's working calendar.</summary>
internal static class CalendarModule
{
    public static IServiceCollection AddCalendar(this IServiceCollection services) =>
        services
        .AddSingleton<KeepCalendar>()
        .AddSingleton(new JournalSubject(
            KeepCalendar.Subject, "calendar", "/console/administration/calendar",
            Permission.CalendarEdit));
}
