namespace CivicLoop.Modules.Calendar;

/// <summary>The city's working calendar.</summary>
internal static class CalendarModule
{
    public static IServiceCollection AddCalendar(this IServiceCollection services) =>
        services.AddSingleton<KeepCalendar>();
}
