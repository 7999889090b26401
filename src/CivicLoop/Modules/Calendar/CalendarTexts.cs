namespace CivicLoop.Modules.Calendar;

/// <summary>Names the resource files with the words of the calendar's page.</summary>
internal sealed class CalendarTexts;
