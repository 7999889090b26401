using System.Globalization;
using CivicLoop.Domain.Patrols;
using CivicLoop.Platform.Localisation;

namespace CivicLoop.Modules.Patrols;

/// <summary>Wants and minutes as people read them.</summary>
internal static class WantWords
{
    private const string Whole = "1234567";

    /// <summary>For example <c>Monday to Friday 07:00–09:00, twice a day</c>.</summary>
    public static string Of(ModuleTexts<PatrolTexts> texts, PatrolWant want) => texts[
        want.Per == WantPeriod.Day ? "Want.Day" : "Want.Week",
        Days(texts, want.Days), Clock(want.FromHour * PatrolWant.MinutesOfHour),
        Clock(want.ToHour * PatrolWant.MinutesOfHour), want.Times];

    /// <summary>Days that follow one another are named by the first and the last.</summary>
    public static string Days(ModuleTexts<PatrolTexts> texts, string days) =>
        days == Whole ? texts["EveryDay"]
        : days.Length > 2 && Whole.Contains(days, StringComparison.Ordinal)
            ? texts["DayToDay", texts[$"Day.{days[0]}"], texts[$"Day.{days[^1]}"]]
            : string.Join(texts["And"], days.Select(day => texts[$"Day.{day}"]));

    /// <summary>A minute of the day as a clock shows it.</summary>
    public static string Clock(int minute) => string.Create(
        CultureInfo.InvariantCulture,
        $"{minute / PatrolWant.MinutesOfHour:00}:{minute % PatrolWant.MinutesOfHour:00}");
}
