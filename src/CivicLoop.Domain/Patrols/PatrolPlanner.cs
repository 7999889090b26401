using System.Globalization;
using CivicLoop.Domain.Inspections;

namespace CivicLoop.Domain.Patrols;

/// <summary>A look at a place that a plan asks for.</summary>
/// <param name="Unit">The organisation that is asked.</param>
/// <param name="From">First minute of the day at which it counts as in time.</param>
/// <param name="To">Minute at which it no longer does.</param>
/// <param name="At">When the plan would have it.</param>
public sealed record PlannedLook(
    string Beat, string Place, string Unit, DateOnly Day, PatrolWant Want, int From, int To,
    int At)
{
    /// <summary>The order of a plan: by time, then by beat, place and part of the band.</summary>
    public static IComparer<PlannedLook> InTime { get; } = Comparer<PlannedLook>.Create(
        (one, other) =>
        {
            var order = (one.Day, one.At).CompareTo((other.Day, other.At));
            order = order != 0 ? order : string.CompareOrdinal(one.Beat, other.Beat);
            order = order != 0 ? order : string.CompareOrdinal(one.Place, other.Place);
            return order != 0 ? order : one.From.CompareTo(other.From);
        });
}

/// <summary>巡查计划: spreads the wanted visits so that nobody can foresee them and no place, hour or
/// unit is favoured. Seed, frame and days decide alone: who has them makes the same plan.</summary>
/// <remarks>Within its band each visit has a part of its own, so that two never fall together. In
/// a part the places of a beat follow one another in an order drawn for that day. Visits wanted by
/// the week go to the days that have fewest. Units are dealt the visits in their order in time,
/// always to the one that has fewest; ties are drawn.</remarks>
public static class PatrolPlanner
{
    public const int WeekDays = 7;

    // A time to the minute would be a precision nobody walks by.
    private const int StepMinutes = 5;

    // Half of a double's digits are enough to choose a minute by.
    private const int TicketDigits = 12;

    private const double TicketRange = 1L << (TicketDigits * 4);

    /// <summary>Plans whole weeks.</summary>
    /// <param name="monday">First day.</param>
    public static IReadOnlyList<PlannedLook> Run(
        string seed, IEnumerable<FrameBeat> beats, DateOnly monday, int weeks)
    {
        var slots = new List<PlannedLook>();
        var units = new Dictionary<string, IReadOnlyList<string>>();
        foreach (var beat in beats.OrderBy(one => one.Code, StringComparer.Ordinal))
        {
            units[beat.Code] = beat.Units;
            for (var week = 0; week < weeks; week++)
            {
                var first = monday.AddDays(week * WeekDays);
                foreach (var (n, want) in beat.Wants.Index())
                {
                    slots.AddRange(SlotsOf(seed, beat, want, n, first));
                }
            }
        }

        return Deal(seed, slots, units);
    }

    /// <summary>The next Monday that is not this day itself.</summary>
    public static DateOnly MondayAfter(DateOnly day) => day.AddDays(
        ((DayOfWeek.Monday - day.DayOfWeek + WeekDays - 1) % WeekDays) + 1);

    /// <summary>Fixes a plan: a line for each look in its order.</summary>
    public static string HashOf(IEnumerable<PlannedLook> looks) => DrawFrame.Hash(string.Concat(
        looks.Select(look => string.Create(
            CultureInfo.InvariantCulture,
            $"{look.Beat}\t{look.Place}\t{look.Unit}\t{look.Day:yyyy-MM-dd}\t{look.At}\n"))));

    // Looks that no unit is asked for yet.
    private static IEnumerable<PlannedLook> SlotsOf(
        string seed, FrameBeat beat, PatrolWant want, int n, DateOnly first)
    {
        var root = string.Create(
            CultureInfo.InvariantCulture, $"{beat.Code}\n{n}\n{first:yyyy-MM-dd}");
        foreach (var (day, times) in DaysOf(seed, root, beat, want, first))
        {
            // Places that are seen as often have parts of the same length.
            foreach (var group in times.GroupBy(one => one.Value, one => one.Key))
            {
                var length = want.Minutes / group.Key;
                for (var part = 0; part < group.Key; part++)
                {
                    var from = (want.FromHour * PatrolWant.MinutesOfHour) + (part * length);
                    var mark = string.Create(
                        CultureInfo.InvariantCulture, $"{root}\n{day:yyyy-MM-dd}\n{part}");
                    var order = group.OrderBy(
                            place => SiteDraw.Ticket(seed, $"{mark}\n{place}"),
                            StringComparer.Ordinal)
                        .ToList();
                    foreach (var (rank, place) in order.Index())
                    {
                        var share = (rank + Unit(seed, $"{mark}\nat\n{place}")) / order.Count;
                        var at = from + (int)(length * share) / StepMinutes * StepMinutes;
                        yield return new PlannedLook(
                            beat.Code, place, "", day, want, from, from + length, at);
                    }
                }
            }
        }
    }

    // How often each place is seen on each day of a week.
    private static IEnumerable<(DateOnly Day, Dictionary<string, int> Times)> DaysOf(
        string seed, string root, FrameBeat beat, PatrolWant want, DateOnly first)
    {
        var days = want.Days.Select(day => first.AddDays(day - '1')).ToList();
        var times = days.ToDictionary(day => day, _ => new Dictionary<string, int>());
        if (want.Per == WantPeriod.Day)
        {
            return days.Select(day => (
                day, beat.Places.ToDictionary(place => place, _ => want.Times)));
        }

        var load = days.ToDictionary(day => day, _ => 0);
        foreach (var place in beat.Places.OrderBy(
            one => SiteDraw.Ticket(seed, $"{root}\nplace\n{one}"), StringComparer.Ordinal))
        {
            var whole = want.Times / days.Count;
            var more = days.OrderBy(day => load[day])
                .ThenBy(
                    day => SiteDraw.Ticket(seed, $"{root}\nday\n{place}\n{day:yyyy-MM-dd}"),
                    StringComparer.Ordinal)
                .Take(want.Times % days.Count).ToHashSet();
            foreach (var day in days)
            {
                var many = whole + (more.Contains(day) ? 1 : 0);
                load[day] += many;
                if (many > 0)
                {
                    times[day][place] = many;
                }
            }
        }

        return days.Select(day => (day, times[day]));
    }

    private static List<PlannedLook> Deal(
        string seed, List<PlannedLook> slots, Dictionary<string, IReadOnlyList<string>> units)
    {
        var load = new Dictionary<string, int>();
        var looks = new List<PlannedLook>(slots.Count);
        foreach (var slot in slots.Order(PlannedLook.InTime))
        {
            var unit = units[slot.Beat].OrderBy(one => load.GetValueOrDefault(one))
                .ThenBy(
                    one => SiteDraw.Ticket(
                        seed, $"unit\n{one}\n{slot.Place}\n{slot.Day:yyyy-MM-dd}\n{slot.At}"),
                    StringComparer.Ordinal)
                .First();
            load[unit] = load.GetValueOrDefault(unit) + 1;
            looks.Add(slot with { Unit = unit });
        }

        return looks;
    }

    // From 0 up to but not reaching 1.
    private static double Unit(string seed, string what) => long.Parse(
        SiteDraw.Ticket(seed, what)[..TicketDigits], NumberStyles.HexNumber,
        CultureInfo.InvariantCulture) / TicketRange;
}
