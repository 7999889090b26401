using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using CivicLoop.Domain;
using CivicLoop.Domain.Burden;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Patrols;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Secrets;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Patrols;

/// <summary>Makes plans of all beats: frame, secret and visits are fixed in the journal before the
/// first day, and when the last is over the secret is told, so that anybody can make the plan
/// again.</summary>
internal sealed class PlanPatrols(
    CityDatabase database, CityHolder city, ContactVault vault, CountAsk asks, TimeProvider time)
{
    public const string Committed = "patrol.Committed";

    /// <summary>A chain all plans write on, so that two made at once do not overlap.</summary>
    public static Guid Subject { get; } = new("0198a000-0000-7000-8000-000000000030");

    // 256 bits: nobody finds it by trying.
    private const int SecretBytes = 32;

    // The next week is fixed from Saturday on, so that units see Monday's places on Monday.
    private const int DaysBefore = 2;

    // What a look at a place takes on the way, for the measure of burden.
    private const int LookMinutes = 5;

    private const string System = "system";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Plans some weeks. Errors: the caller may not; as
    /// <see cref="PatrolRules.RefusePlan"/>; there is nothing to plan; the days are planned.
    /// </summary>
    public Task<Outcome<PatrolPlan>> CommitAsync(
        DateOnly monday, int weeks, Caller caller, CancellationToken stop = default) =>
        caller.Refuse(Permission.PatrolKeep) is { } refused
            ? Task.FromResult((Outcome<PatrolPlan>)refused)
            : CommitAsync(
                monday, weeks, caller.Actor, caller.OrganizationCode ?? "", time.GetUtcNow(),
                stop);

    /// <summary>Plans as of an instant; what is played of a demonstration city lies behind it.
    /// </summary>
    public async Task<Outcome<PatrolPlan>> CommitAsync(
        DateOnly monday, int weeks, string actor, string askedBy, DateTimeOffset at,
        CancellationToken stop)
    {
        var now = Instants.Storable(at);
        if (PatrolRules.RefusePlan(monday, weeks, city.Current.DayOf(now)) is { } refused)
        {
            return refused;
        }

        return await database.WriteAsync(
            async session =>
            {
                var last = monday.AddDays((weeks * PatrolPlanner.WeekDays) - 1);
                // First of all, so that whoever plans at the same moment waits here and then finds
                // the days planned.
                await SubjectJournal.AppendAsync(
                    session, Subject, actor, "patrols.Planned", new { from = monday, to = last },
                    now);
                if (await session.Reads.Set<PatrolPlan>()
                    .Where(row => row.ToDay >= monday && row.FromDay <= last)
                    .Select(row => row.Code).FirstOrDefaultAsync(stop) is { } other)
                {
                    return new Problem(ProblemCode.PatrolPlanOverlaps, "from", other);
                }

                var ground = await GroundAsync(session.Reads, stop);
                if (ground.Frame.Count == 0)
                {
                    return new Problem(ProblemCode.PatrolNothingToPlan, null);
                }

                var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
                var looks = PatrolPlanner.Run(secret, ground.Frame, monday, weeks);
                if (looks.Count > PatrolRules.VisitsMax)
                {
                    return new Problem(
                        ProblemCode.LimitTooLarge, "weeks", PatrolRules.VisitsMax);
                }

                var plan = new PatrolPlan
                {
                    Id = Ids.New(now),
                    Code = await NextCodeAsync(session.Reads, monday.Year, stop),
                    FromDay = monday,
                    ToDay = last,
                    Frame = PatrolFrame.Write(ground.Frame),
                    FrameHash = PatrolFrame.HashOf(ground.Frame),
                    SecretHash = DrawFrame.Hash(secret),
                    LockedSecret = vault.Lock(secret),
                    VisitsHash = PatrolPlanner.HashOf(looks),
                    Visits = looks.Count,
                    MadeBy = actor,
                    MadeAt = now,
                };
                await StoreAsync(session, plan, looks, ground, askedBy);
                return (Outcome<PatrolPlan>)plan;
            },
            stop);
    }

    /// <summary>The job: tells the secrets of plans that are over, and plans the next week where
    /// the city has planned before.</summary>
    public async Task GoOnAsync(CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var today = city.Current.DayOf(now);
        await using var context = database.OpenContext();
        var over = await context.Set<PatrolPlan>()
            .Where(row => row.Secret == null && row.ToDay < today).ToListAsync(stop);
        foreach (var plan in over)
        {
            await RevealAsync(plan, now, stop);
        }

        var monday = PatrolPlanner.MondayAfter(today);
        if (monday.DayNumber - today.DayNumber <= DaysBefore
            && await context.Set<PatrolPlan>().AnyAsync(stop)
            && !await context.Set<PatrolPlan>()
                .AnyAsync(row => row.FromDay <= monday && row.ToDay >= monday, stop))
        {
            await CommitAsync(monday, 1, System, "", now, stop);
        }
    }

    /// <summary>What the journal fixed of a plan; the first entry counts, a later one would be a
    /// second plan.</summary>
    public static async Task<PatrolCommitment?> FixedAsync(
        CityContext context, Guid plan, CancellationToken stop)
    {
        var body = await context.Set<StoredEntry>()
            .Where(row => row.SubjectId == plan && row.Kind == Committed)
            .OrderBy(row => row.N).Select(row => row.Body).FirstOrDefaultAsync(stop);
        return body is null ? null : JsonSerializer.Deserialize<PatrolCommitment>(body, Json);
    }

    private async Task RevealAsync(PatrolPlan plan, DateTimeOffset now, CancellationToken stop) =>
        await database.WriteAsync(
            async session =>
            {
                var secret = vault.Unlock(plan.LockedSecret);
                var told = await session.ExecuteAsync(
                    """
                    UPDATE patrol_plans SET secret = @secret, revealed_at = @now
                    WHERE id = @id AND secret IS NULL
                    """,
                    ("@secret", secret), ("@now", now), ("@id", plan.Id));
                if (told == 1)
                {
                    await SubjectJournal.AppendAsync(
                        session, plan.Id, System, "patrol.Revealed", new { plan.Code, secret },
                        now);
                }

                return (Outcome<int>)told;
            },
            stop);

    private async Task StoreAsync(
        WriteSession session, PatrolPlan plan, IReadOnlyList<PlannedLook> looks, Ground ground,
        string askedBy)
    {
        await session.InsertAsync(plan);
        foreach (var look in looks)
        {
            var beat = ground.Beats[look.Beat];
            await session.InsertAsync(new PatrolVisit
            {
                Id = Ids.New(plan.MadeAt), PlanId = plan.Id, BeatId = beat,
                PlaceId = ground.Places[(beat, look.Place)], UnitCode = look.Unit,
                Day = look.Day, Weekday = WeekdayOf(look.Day), FromHour = look.Want.FromHour,
                ToHour = look.Want.ToHour, FromMinute = look.From, ToMinute = look.To,
                AtMinute = look.At,
            });
        }

        await SubjectJournal.AppendAsync(
            session, plan.Id, plan.MadeBy, Committed,
            new
            {
                plan.Code, from = plan.FromDay, to = plan.ToDay, plan.FrameHash,
                plan.SecretHash, plan.VisitsHash, plan.Visits,
            },
            plan.MadeAt);
        foreach (var week in looks.GroupBy(look => (look.Unit, Week: BurdenWeek.Of(look.Day))))
        {
            await asks.AddAsync(session, new AskInput(
                AskKind.Task, "patrol", plan.Id, week.Key.Unit, askedBy, week.Key.Week,
                plan.MadeAt, week.Count() * LookMinutes, plan.Code));
        }
    }

    private static int WeekdayOf(DateOnly day) =>
        day.DayOfWeek == DayOfWeek.Sunday ? PatrolPlanner.WeekDays : (int)day.DayOfWeek;

    private static async Task<Ground> GroundAsync(CityContext reads, CancellationToken stop)
    {
        var beats = await reads.Set<PatrolBeat>().Where(row => row.State == BeatState.Active)
            .ToListAsync(stop);
        var ids = beats.Select(one => one.Id).ToList();
        var places = await reads.Set<PatrolPlace>()
            .Where(row => ids.Contains(row.BeatId) && row.RemovedDay == null).ToListAsync(stop);
        var byBeat = places.ToLookup(one => one.BeatId, one => one.Code);
        return new Ground(
            [
                .. beats.Where(one => byBeat.Contains(one.Id)).Select(one => new FrameBeat(
                    one.Code, one.UnitCodes, PatrolWant.ParseAll(one.Wants).Value,
                    [.. byBeat[one.Id]])),
            ],
            beats.ToDictionary(one => one.Code, one => one.Id),
            places.ToDictionary(one => (one.BeatId, one.Code), one => one.Id));
    }

    private static async Task<string> NextCodeAsync(
        CityContext reads, int year, CancellationToken stop)
    {
        var prefix = string.Create(CultureInfo.InvariantCulture, $"X{year}-");
        var last = await reads.Set<PatrolPlan>().Where(row => row.Code.StartsWith(prefix))
            .OrderByDescending(row => row.Code).Select(row => row.Code)
            .FirstOrDefaultAsync(stop);
        var n = last is null
            ? 1
            : int.Parse(last[prefix.Length..], CultureInfo.InvariantCulture) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}{n:0000}");
    }

    private sealed record Ground(
        IReadOnlyList<FrameBeat> Frame, Dictionary<string, Guid> Beats,
        Dictionary<(Guid Beat, string Code), Guid> Places);
}
