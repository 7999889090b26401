using CivicLoop.Domain;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>Sets, ends, hands over and takes out duties.</summary>
internal sealed class KeepDuties(
    CityDatabase database, CityHolder city, FindDuties duties, TimeProvider time)
{
    /// <summary>Whose chain the changes are journaled on, those of disputes too.</summary>
    public static Guid Subject { get; } = new("0198a000-0000-7000-8000-000000000021");

    /// <summary>Sets a duty. Errors: what the input says wrongly; a subject nobody knows; the very
    /// same holds already.</summary>
    public async Task<Outcome<DutyRecord>> SetAsync(
        DutyInput input, string actor, CancellationToken stop = default)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return !input.Read(city.Current, Ids.New(now), actor, now).Try(out var duty, out var fault)
            ? fault
            : await database.WriteAsync(
                async session => await AddAsync(session, duty, actor, now, stop) is { } refused
                    ? refused
                    : (Outcome<DutyRecord>)duty,
                stop);
    }

    /// <summary>Ends a duty after a day. Errors: there is none; that day does not fit.</summary>
    public Task<Outcome<DutyRecord>> EndAsync(
        Guid id, string? lastDay, string actor, CancellationToken stop = default) =>
        ChangeAsync(
            id,
            async (session, duty, now) =>
            {
                if (!TypedDay.Need(lastDay, "to").Try(out var day, out var fault)
                    || !DutyRules.End(duty, day).Try(out var ended, out fault))
                {
                    return fault;
                }

                return await StoreAsync(session, duty, ended, "duty.Ended", actor, now) is { } late
                    ? late
                    : (Outcome<DutyRecord>)ended;
            },
            stop);

    /// <summary>Hands a duty over to another on a day, by a document of its own. Errors: there is
    /// none; the day does not fit; the other is unknown.</summary>
    public Task<Outcome<DutyRecord>> HandOverAsync(
        Guid id, DutyInput input, string actor, CancellationToken stop = default) =>
        ChangeAsync(
            id,
            async (session, duty, now) =>
            {
                var whole = input with
                {
                    Kind = $"{duty.SubjectKind}", Edition = duty.EditionCode,
                    Subject = duty.SubjectCode, Role = $"{duty.Role}", Area = duty.AreaCode,
                };
                if (!whole.Read(city.Current, Ids.New(now), actor, now)
                        .Try(out var next, out var fault)
                    || !DutyRules.HandOver(duty, next).Try(out var done, out fault))
                {
                    return fault;
                }

                return await StoreAsync(
                        session, duty, done.Ended, "duty.Ended", actor, now) is { } late ? late
                    : await AddAsync(session, next, actor, now, stop) is { } refused ? refused
                    : (Outcome<DutyRecord>)next;
            },
            stop);

    /// <summary>Takes out a duty that was entered by mistake. Errors: there is none; it has held
    /// before today.</summary>
    public Task<Outcome<DutyRecord>> RemoveAsync(
        Guid id, string actor, CancellationToken stop = default) =>
        ChangeAsync(
            id,
            async (session, duty, now) =>
            {
                var isRuling = await session.Reads.Set<DutyDispute>()
                    .AnyAsync(row => row.DutyId == id, stop);
                if (DutyRules.RefuseRemoval(duty, duties.Today) is { } held)
                {
                    return held;
                }

                if (isRuling)
                {
                    return new Problem(ProblemCode.DutyHasHeld, null, TypedDay.Show(duty.FromDay));
                }

                await session.DeleteAsync(duty);
                await SubjectJournal.AppendAsync(
                    session, Subject, actor, "duty.Removed", Facts(duty), now);
                return (Outcome<DutyRecord>)duty;
            },
            stop);

    /// <summary>How many criteria one unit can lead before the matrix warns.</summary>
    public async Task<Outcome<DutyLimit>> LimitAsync(
        int? value, string actor, CancellationToken stop = default)
    {
        if (value is null or < 1 or > DutyLimit.LeadsMax)
        {
            return new Problem(ProblemCode.FieldInvalid, "leads", value ?? 0);
        }

        var now = Instants.Storable(time.GetUtcNow());
        var limit = new DutyLimit(DutyLimit.Leads, value.Value);
        return await database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync(
                    """
                    INSERT INTO duty_limits (name, value) VALUES (@name, @value)
                    ON CONFLICT (name) DO UPDATE SET value = @value
                    """,
                    ("@name", limit.Name), ("@value", limit.Value));
                await SubjectJournal.AppendAsync(
                    session, Subject, actor, "duty.LimitSet", limit, now);
                return (Outcome<DutyLimit>)limit;
            },
            stop);
    }

    /// <summary>Stores a new duty with its journal entry; answers why it was refused.</summary>
    private async Task<Problem?> AddAsync(
        WriteSession session, DutyRecord duty, string actor, DateTimeOffset now,
        CancellationToken stop)
    {
        var known = await SubjectNames.OfAsync(session.Reads, city.Current, [duty.Topic], stop);
        if (!known.Has(duty.Topic))
        {
            return SubjectNames.Missing(duty.Topic);
        }

        var held = await OfTopicAsync(session.Reads, duty.Topic, stop);
        if (held.Exists(one => DutyRules.Repeats(duty, one)))
        {
            return new Problem(ProblemCode.AlreadyExists, "holder", duty.HolderCode ?? "");
        }

        await session.InsertAsync(duty);
        await SubjectJournal.AppendAsync(session, Subject, actor, "duty.Set", Facts(duty), now);
        return null;
    }

    public static Task<List<DutyRecord>> OfTopicAsync(
        CityContext context, DutyTopic topic, CancellationToken stop) =>
        context.Set<DutyRecord>()
            .Where(row => row.SubjectKind == topic.Kind && row.EditionCode == topic.EditionCode
                && row.SubjectCode == topic.Code)
            .ToListAsync(stop);

    public static async Task<Problem?> StoreAsync(
        WriteSession session, DutyRecord before, DutyRecord after, string kind, string actor,
        DateTimeOffset now)
    {
        if (!await session.UpdateAsync(after, before.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version");
        }

        await SubjectJournal.AppendAsync(session, Subject, actor, kind, Facts(after), now);
        return null;
    }

    /// <summary>What the journal keeps: codes and days, no title and no firm's name.</summary>
    public static object Facts(DutyRecord duty) => new
    {
        duty.Id, duty.SubjectKind, edition = TextRule.Blank(duty.EditionCode), duty.SubjectCode,
        duty.Role, duty.AreaCode, duty.HolderCode, duty.FromDay, duty.ToDay,
        basis = TextRule.Blank(duty.BasisNumber),
    };

    private async Task<Outcome<DutyRecord>> ChangeAsync(
        Guid id, Func<WriteSession, DutyRecord, DateTimeOffset, Task<Outcome<DutyRecord>>> change,
        CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session => await session.Reads.Set<DutyRecord>()
                .FirstOrDefaultAsync(row => row.Id == id, stop) is { } duty
                ? await change(session, duty, now)
                : new Problem(ProblemCode.NotFound, "id", id.ToString()),
            stop);
    }
}
