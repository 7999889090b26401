using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Bulletins;

/// <summary>When an answer is due: so many working days from now, by the city's calendar.</summary>
internal static class LetterDue
{
    /// <summary>A month and a half of work: what takes longer is a task.</summary>
    public const int DaysMax = 30;

    /// <summary>Errors: not said, or not 1 to <see cref="DaysMax"/>.</summary>
    public static Outcome<DateTimeOffset> Read(CityModel city, int? days, DateTimeOffset now) =>
        days is not { } amount ? new Problem(ProblemCode.FieldRequired, "workdays")
        : amount is < 1 or > DaysMax
            ? new Problem(ProblemCode.LetterDuePast, "workdays")
            : Instants.Storable(
                city.Calendar.DueAt(now, new TimeLimit(amount, ClockKind.WorkingDays)).At);
}
