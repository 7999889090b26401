using System.Globalization;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Scores;

/// <summary>计分周期: a month, a quarter or a year, written <c>2026-11</c>, <c>2026-Q4</c>,
/// <c>2026</c>.</summary>
public readonly record struct ScorePeriod
{
    private const int YearMin = 2000;
    private const int YearMax = 2200;

    private readonly DateOnly first;
    private readonly int months;

    private ScorePeriod(DateOnly first, int months)
    {
        this.first = first;
        this.months = months;
    }

    public DateOnly FirstDay => first;

    public DateOnly LastDay => first.AddMonths(months).AddDays(-1);

    /// <summary>The months it is made of, as they are written.</summary>
    public IReadOnlyList<string> Months
    {
        get
        {
            var from = first;
            return [.. Enumerable.Range(0, months).Select(n => MonthOf(from.AddMonths(n)))];
        }
    }

    /// <summary>The period of the same length before it.</summary>
    public ScorePeriod Before => new(first.AddMonths(-months), months);

    public static ScorePeriod MonthAt(DateOnly day) => new(new DateOnly(day.Year, day.Month, 1), 1);

    /// <summary>A day's month as periods write it.</summary>
    public static string MonthOf(DateOnly day) => CalendarMonth.Of(day).ToString();

    /// <summary>Error: it is none.</summary>
    public static Outcome<ScorePeriod> Parse(string? text)
    {
        var word = text?.Trim().ToUpperInvariant() ?? "";
        var parts = word.Split('-');
        var isYear = int.TryParse(
            parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            && year is >= YearMin and <= YearMax && parts[0].Length == 4;
        return !isYear ? Wrong(word)
            : parts switch
            {
                [_] => new ScorePeriod(new DateOnly(year, 1, 1), 12),
                [_, ['Q', >= '1' and <= '4' and var quarter]] =>
                    new ScorePeriod(new DateOnly(year, ((quarter - '1') * 3) + 1, 1), 3),
                [_, { Length: 2 } month] when int.TryParse(
                    month, NumberStyles.None, CultureInfo.InvariantCulture, out var n)
                    && n is >= 1 and <= 12 => new ScorePeriod(new DateOnly(year, n, 1), 1),
                _ => Wrong(word),
            };
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => months switch
    {
        1 => MonthOf(first),
        3 => string.Create(
            CultureInfo.InvariantCulture, $"{first.Year}-Q{((first.Month - 1) / 3) + 1}"),
        _ => first.Year.ToString(CultureInfo.InvariantCulture),
    };

    private static Outcome<ScorePeriod> Wrong(string word) =>
        new Problem(ProblemCode.FieldInvalid, "period", word);
}
