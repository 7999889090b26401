using System.Globalization;

namespace CivicLoop.Domain.Markets;

/// <summary>A month of a city's calendar.</summary>
public readonly record struct MarketMonth(int Year, int Month) : IComparable<MarketMonth>
{
    private const int Months = 12;

    private const string Form = "yyyy-MM";

    public DateOnly First => new(Year, Month, 1);

    /// <summary>First day of the month after.</summary>
    public DateOnly End => First.AddMonths(1);

    public static MarketMonth Of(DateOnly day) => new(day.Year, day.Month);

    /// <summary>Null where it is no month.</summary>
    public static MarketMonth? Read(string? text) =>
        DateOnly.TryParseExact(
            text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? Of(day)
            : null;

    public MarketMonth Add(int months) => Of(First.AddMonths(months));

    /// <summary>As many months up to and with this one, the oldest first.</summary>
    public IReadOnlyList<MarketMonth> Last(int months = Months)
    {
        var last = this;
        return [.. Enumerable.Range(0, months).Select(n => last.Add(n - months + 1))];
    }

    public int CompareTo(MarketMonth other) => First.CompareTo(other.First);

    public static bool operator <(MarketMonth one, MarketMonth other) => one.CompareTo(other) < 0;

    public static bool operator >(MarketMonth one, MarketMonth other) => one.CompareTo(other) > 0;

    public static bool operator <=(MarketMonth one, MarketMonth other) =>
        one.CompareTo(other) <= 0;

    public static bool operator >=(MarketMonth one, MarketMonth other) =>
        one.CompareTo(other) >= 0;

    public override string ToString() => First.ToString(Form, CultureInfo.InvariantCulture);
}
