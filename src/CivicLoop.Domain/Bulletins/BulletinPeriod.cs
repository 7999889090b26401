using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Bulletins;

/// <summary>The days a bulletin is about, both ends included.</summary>
public readonly record struct BulletinPeriod(DateOnly FirstDay, DateOnly LastDay)
{
    private const int Week = 7;

    /// <summary>Longest special bulletin in days: half a year, as far as inspections of a year's
    /// half reach.</summary>
    public const int DaysMax = 184;

    /// <summary>Lines of a trend: what a table on paper holds.</summary>
    public const int SlicesMax = 12;

    private const int WeeksShown = 6;

    private const int MonthsShown = 6;

    public int Days => LastDay.DayNumber - FirstDay.DayNumber + 1;

    /// <summary>The week or month a day lies in, or the days given. Errors: a special bulletin
    /// without its last day, one that ends before it begins or lasts too long; a period that has
    /// not begun.</summary>
    public static Outcome<BulletinPeriod> Of(
        BulletinKind kind, DateOnly day, DateOnly? last, DateOnly today)
    {
        if (kind == BulletinKind.Special && last is null)
        {
            return new Problem(ProblemCode.FieldRequired, "to");
        }

        var period = kind switch
        {
            BulletinKind.Weekly => WeekOf(day),
            BulletinKind.Monthly => MonthOf(day),
            BulletinKind.Special => new BulletinPeriod(day, last!.Value),
        };
        return period.FirstDay > today
            ? new Problem(ProblemCode.DateRangeInvalid, "from")
            : period.Days is < 1 or > DaysMax
                ? new Problem(ProblemCode.DateRangeInvalid, "to")
                : period;
    }

    /// <summary>The period before it, of the same kind.</summary>
    public BulletinPeriod Before(BulletinKind kind) => kind == BulletinKind.Monthly
        ? MonthOf(FirstDay.AddDays(-1))
        : new BulletinPeriod(FirstDay.AddDays(-Days), FirstDay.AddDays(-1));

    /// <summary>What a trend shows, the oldest first: the last weeks or months up to this one, or
    /// the weeks within a special period.</summary>
    public IReadOnlyList<BulletinPeriod> Slices(BulletinKind kind)
    {
        var whole = this;
        return kind switch
        {
            BulletinKind.Weekly =>
            [
                .. Enumerable.Range(0, WeeksShown).Select(n => WeekOf(
                    whole.FirstDay.AddDays(-Week * (WeeksShown - 1 - n)))),
            ],
            BulletinKind.Monthly =>
            [
                .. Enumerable.Range(0, MonthsShown).Select(n => MonthOf(
                    whole.FirstDay.AddMonths(n - MonthsShown + 1))),
            ],
            BulletinKind.Special =>
            [
                .. Enumerable.Range(0, (Days + Week - 1) / Week).TakeLast(SlicesMax)
                    .Select(n => new BulletinPeriod(
                        whole.FirstDay.AddDays(n * Week),
                        Earlier(whole.FirstDay.AddDays((n * Week) + Week - 1), whole.LastDay))),
            ],
        };
    }

    private static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    // A week begins on Monday (GB/T 7408.1).
    private static BulletinPeriod WeekOf(DateOnly day)
    {
        var monday = day.AddDays(-(((int)day.DayOfWeek + Week - 1) % Week));
        return new BulletinPeriod(monday, monday.AddDays(Week - 1));
    }

    private static BulletinPeriod MonthOf(DateOnly day)
    {
        var first = new DateOnly(day.Year, day.Month, 1);
        return new BulletinPeriod(first, first.AddMonths(1).AddDays(-1));
    }
}
