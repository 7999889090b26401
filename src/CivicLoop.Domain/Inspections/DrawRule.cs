using System.Globalization;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Inspections;

/// <summary>By which rule sites are drawn; fixed before the draw and written in the journal.
/// </summary>
/// <param name="MarginMilli">Margin of error in thousandths.</param>
/// <param name="Confidence">In per cent, one of <see cref="SampleSize.Levels"/>.</param>
/// <param name="StratumMin">Sites at least from every area and kind that has as many.</param>
/// <param name="RestDays">A site visited within so many days before <paramref name="Day"/> is left
/// alone; 0 leaves none alone.</param>
/// <param name="Day">The day the frame was fixed.</param>
/// <param name="RepeatMilli">Share of the sites that a second inspector visits too, in
/// thousandths.</param>
public sealed record DrawRule(
    int MarginMilli, int Confidence, int StratumMin, int RestDays, DateOnly Day, int RepeatMilli)
{
    private const string DayForm = "yyyy-MM-dd";

    /// <summary>As the journal keeps it and anybody can read it:
    /// <c>margin=50;confidence=95;minimum=1;rest=30;day=2026-11-24;repeat=100</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"margin={MarginMilli};confidence={Confidence};minimum={StratumMin};rest={RestDays};")
        + string.Create(
            CultureInfo.InvariantCulture, $"day={Show(Day)};repeat={RepeatMilli}");

    /// <summary>Reads what <see cref="ToString"/> wrote. Error: it is something else.</summary>
    public static Outcome<DrawRule> Parse(string text)
    {
        var parts = text.Split(';').Select(part => part.Split('=', 2)).ToList();
        string[] names = ["margin", "confidence", "minimum", "rest", "day", "repeat"];
        if (parts.Count != names.Length
            || parts.Where((part, n) => part.Length != 2 || part[0] != names[n]).Any()
            || !DateOnly.TryParseExact(
                parts[4][1], DayForm, CultureInfo.InvariantCulture, DateTimeStyles.None,
                out var day))
        {
            return new Problem(ProblemCode.FieldInvalid, "rule", text);
        }

        var numbers = new List<int>();
        foreach (var n in new[] { 0, 1, 2, 3, 5 })
        {
            if (!int.TryParse(
                parts[n][1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            {
                return new Problem(ProblemCode.FieldInvalid, "rule", text);
            }

            numbers.Add(number);
        }

        return new DrawRule(numbers[0], numbers[1], numbers[2], numbers[3], day, numbers[4]);
    }

    /// <summary>A day as frames and rules write it.</summary>
    public static string Show(DateOnly day) =>
        day.ToString(DayForm, CultureInfo.InvariantCulture);
}
