using System.Globalization;
using System.Text;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Tasks;
using CivicLoop.Modules.Tasks.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Tasks;

/// <summary>The address under which a unit's days are read; only a digest of its key is kept.
/// </summary>
internal sealed record TaskFeed(
    string UnitCode, byte[] KeyHash, string MadeBy, DateTimeOffset MadeAt);

/// <summary>The days a unit's tasks are due, as calendar programs read them (RFC 5545).</summary>
internal sealed class TaskFeeds(CityDatabase database, CityHolder city, TimeProvider time)
{
    // A calendar is no archive.
    private const int EventsMax = 500;

    private const int LineOctetsMax = 75;

    /// <summary>A new address for the caller's unit; the one before works no more. Answers the key.
    /// Error: the caller may not.</summary>
    public async Task<Outcome<string>> MakeAsync(Caller caller, CancellationToken stop = default)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.TaskWork)) is { } denied)
        {
            return denied;
        }

        var key = HandedSecret.NewLink();
        var unit = caller.OrganizationCode!;
        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    "DELETE FROM task_feeds WHERE unit_code = @unit", ("@unit", unit));
                await session.InsertAsync(
                    new TaskFeed(unit, HandedSecret.HashOf(key), caller.Actor, now));
                await SubjectJournal.AppendAsync(
                    session, KeepPlans.Subject, caller.Actor, "feed.Made", new { unit }, now);
                return (Outcome<string>)key;
            },
            stop);
    }

    /// <summary>The calendar behind a key; null where nobody has it.</summary>
    public async Task<string?> ReadAsync(string key, string root, CancellationToken stop)
    {
        var hash = HandedSecret.HashOf(key);
        await using var context = database.OpenContext();
        if (await context.Set<TaskFeed>().FirstOrDefaultAsync(row => row.KeyHash == hash, stop)
            is not { } feed)
        {
            return null;
        }

        var tasks = await context.Set<UnitTask>()
            .Where(row => row.UnitCode == feed.UnitCode && row.EndedAt == null
                && row.State != TaskState.Held)
            .OrderBy(row => row.DueDay).Take(EventsMax).ToListAsync(stop);
        return Calendar(feed.UnitCode, tasks, root);
    }

    private string Calendar(string unit, IEnumerable<UnitTask> tasks, string root)
    {
        var name = city.Current.Organizations.Find(unit)?.Name.In(city.Current.Language) ?? unit;
        var text = new StringBuilder();
        Line("BEGIN:VCALENDAR");
        Line("VERSION:2.0");
        Line("PRODID:-//CivicLoop//tasks//EN");
        Line("X-WR-CALNAME:" + Escaped(name));
        foreach (var task in tasks)
        {
            Line("BEGIN:VEVENT");
            Line($"UID:{task.Id}@civicloop");
            Line("DTSTAMP:" + Stamp(task.SentAt));
            Line($"SEQUENCE:{task.Version}");
            Line("DTSTART;VALUE=DATE:" + Day(task.DueDay));
            Line("DTEND;VALUE=DATE:" + Day(task.DueDay.AddDays(1)));
            Line("SUMMARY:" + Escaped(task.Title));
            Line("URL:" + root + TaskNotices.AddressOf(task.Id));
            Line("TRANSP:TRANSPARENT");
            Line("END:VEVENT");
        }

        Line("END:VCALENDAR");
        return text.ToString();

        void Line(string line) => text.Append(Folded(line)).Append("\r\n");
    }

    // RFC 5545, 3.1: a line has up to 75 octets; the rest follows after a blank.
    private static string Folded(string line)
    {
        var text = new StringBuilder();
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LineOctetsMax)
            {
                text.Append("\r\n ");
                octets = 1;
            }

            text.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        return text.ToString();
    }

    private static string Escaped(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal)
        .Replace("\r", "", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Day(DateOnly day) =>
        day.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    private static string Stamp(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
}
