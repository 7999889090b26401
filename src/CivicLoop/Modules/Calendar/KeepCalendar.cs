using System.Text.Json;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Calendar;

/// <summary>Replaces the city's working calendar. Limits already running keep their instants: what
/// was promised is not moved afterwards.</summary>
internal sealed class KeepCalendar(CityDatabase database, CityHolder city, TimeProvider time)
{
    /// <summary>Whose chain the changes are journaled on.</summary>
    public static Guid Subject { get; } = new("0198a000-0000-7000-8000-000000000004");

    /// <summary>Errors: working hours that overlap or end before they begin; no working hours; a
    /// make-up day that is a holiday too.</summary>
    public async Task<Outcome<CalendarDocument>> ChangeAsync(
        CalendarDocument wanted, string actor, CancellationToken stop = default)
    {
        if (Fault(wanted) is { } fault)
        {
            return fault;
        }

        var now = Instants.Storable(time.GetUtcNow());
        var outcome = await database.WriteAsync(
            async session =>
            {
                await session.UpdateAsync(new CityDocument
                {
                    Name = CityDocument.Calendar,
                    Body = JsonSerializer.Serialize(wanted, CityJson.Options),
                    ChangedAt = now,
                });
                await SubjectJournal.AppendAsync(
                    session, Subject, actor, "calendar.Changed", new { after = wanted }, now);
                return (Outcome<CalendarDocument>)wanted;
            },
            stop);
        if (outcome.Problem is null)
        {
            await city.ReloadAsync(database, stop);
        }

        return outcome;
    }

    /// <summary>What is wrong with a calendar; null where nothing is.</summary>
    public static Problem? Fault(CalendarDocument wanted)
    {
        var spans = wanted.WorkingHours.OrderBy(pair => pair[0]).ToList();
        if (spans.Count == 0)
        {
            return new Problem(ProblemCode.FieldRequired, "workingHours");
        }

        for (var i = 0; i < spans.Count; i++)
        {
            if (spans[i][1] <= spans[i][0] || (i > 0 && spans[i][0] < spans[i - 1][1]))
            {
                return new Problem(
                    ProblemCode.FieldInvalid, "workingHours", $"{spans[i][0]}-{spans[i][1]}");
            }
        }

        return wanted.MakeUpDays.Where(wanted.Holidays.ContainsKey).Select(
                day => new Problem(ProblemCode.FieldInvalid, "makeUpDays", $"{day:yyyy-MM-dd}"))
            .FirstOrDefault();
    }
}
