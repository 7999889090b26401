using System.Globalization;
using CivicLoop.Domain;
using CivicLoop.Domain.Patrols;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Patrols;

/// <summary>Keeps beats and their places; each beat has a chain of its own in the journal.
/// </summary>
internal sealed class KeepBeats(CityDatabase database, CityHolder city, TimeProvider time)
{
    /// <summary>Enters a beat, or changes the one of this code; plans that are fixed already keep
    /// what they were made from. Errors: the caller may not; as <see cref="PatrolRules.Enter"/>.
    /// </summary>
    public Task<Outcome<PatrolBeat>> SaveAsync(
        BeatInput input, Caller caller, CancellationToken stop = default)
    {
        if (caller.Refuse(Permission.PatrolKeep) is { } refused)
        {
            return Task.FromResult((Outcome<PatrolBeat>)refused);
        }

        if (!input.Read(city.Current).Try(out var wish, out var fault))
        {
            return Task.FromResult((Outcome<PatrolBeat>)fault);
        }

        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            async session =>
            {
                var before = await FindAsync(session.Reads, wish.Code?.Trim(), stop);
                return PatrolRules.Enter(wish, before, Ids.New(now), caller.Actor, now)
                    .Try(out var after, out var unfit)
                    ? await StoreAsync(session, before, after, caller.Actor, now)
                    : unfit;
            },
            stop);
    }

    /// <summary>Writes a beat as it has become; nothing where nothing changed.</summary>
    public static async Task<Outcome<PatrolBeat>> StoreAsync(
        WriteSession session, PatrolBeat? before, PatrolBeat after, string actor,
        DateTimeOffset now)
    {
        if (before is null)
        {
            await session.InsertAsync(after);
        }
        else if (before with { Version = after.Version } == after)
        {
            return before;
        }
        else if (!await session.UpdateAsync(after, before.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version");
        }

        await SubjectJournal.AppendAsync(
            session, after.Id, actor, before is null ? "beat.Entered" : "beat.Changed",
            new { after.Code, after.Units, after.Wants }, now);
        return after;
    }

    /// <summary>Adds a site or street. Errors: the caller may not; no such beat or site; it is on
    /// the beat already; the street lies outside the city or has no name.</summary>
    public Task<Outcome<PatrolPlace>> AddAsync(
        string beat, PlaceToAdd input, Caller caller, CancellationToken stop = default) =>
        OnBeatAsync(
            beat, caller,
            async (session, found, now) =>
            {
                var count = await session.Reads.Set<PatrolPlace>()
                    .CountAsync(row => row.BeatId == found.Id && row.RemovedDay == null, stop);
                if (count >= PatrolRules.PlacesMax)
                {
                    return new Problem(
                        ProblemCode.LimitTooLarge, "site", PatrolRules.PlacesMax);
                }

                return (string.IsNullOrWhiteSpace(input.Site)
                        ? await StreetAsync(session.Reads, found, input, now, stop)
                        : await SiteAsync(session.Reads, found, input.Site.Trim(), now, stop))
                    .Try(out var place, out var unfit)
                    ? await StorePlaceAsync(session, place, found, caller.Actor, now)
                    : unfit;
            },
            stop);

    /// <summary>Writes a place that was added, or takes one back onto its beat.</summary>
    public static async Task<Outcome<PatrolPlace>> StorePlaceAsync(
        WriteSession session, PatrolPlace place, PatrolBeat beat, string actor,
        DateTimeOffset now)
    {
        var code = place.Code;
        var before = await session.Reads.Set<PatrolPlace>()
            .FirstOrDefaultAsync(row => row.BeatId == beat.Id && row.Code == code);
        if (before is { RemovedDay: null })
        {
            return new Problem(ProblemCode.AlreadyExists, "site", code);
        }

        var after = before is null ? place : place with { Id = before.Id };
        await PutPlaceAsync(session, before, after, beat, actor, now);
        return after;
    }

    /// <summary>Writes a place as it has become.</summary>
    public static async Task PutPlaceAsync(
        WriteSession session, PatrolPlace? before, PatrolPlace after, PatrolBeat beat,
        string actor, DateTimeOffset now)
    {
        if (before is null)
        {
            await session.InsertAsync(after);
        }
        else
        {
            await session.UpdateAsync(after);
        }

        await SubjectJournal.AppendAsync(
            session, beat.Id, actor,
            before is { RemovedDay: null } ? "beat.PlaceChanged" : "beat.PlaceAdded",
            new { beat.Code, place = after.Code, after.Kind, after.Lon, after.Lat, after.Course },
            now);
    }

    /// <summary>Takes a place off from today on. Errors: the caller may not; there is none.
    /// </summary>
    public Task<Outcome<PatrolPlace>> RemoveAsync(
        string beat, string code, Caller caller, CancellationToken stop = default) =>
        OnBeatAsync(
            beat, caller,
            async (session, found, now) =>
            {
                if (await session.Reads.Set<PatrolPlace>().FirstOrDefaultAsync(
                    row => row.BeatId == found.Id && row.Code == code && row.RemovedDay == null,
                    stop) is not { } place)
                {
                    return new Problem(ProblemCode.NotFound, "site", code);
                }

                var after = place with { RemovedDay = city.Current.DayOf(now) };
                await session.UpdateAsync(after);
                await SubjectJournal.AppendAsync(
                    session, found.Id, caller.Actor, "beat.PlaceRemoved",
                    new { found.Code, place = code }, now);
                return (Outcome<PatrolPlace>)after;
            },
            stop);

    /// <summary>Ends a beat: from today on nobody is asked to see its places. Errors: the caller
    /// may not; there is none; it has ended.</summary>
    public Task<Outcome<PatrolBeat>> EndAsync(
        string beat, Caller caller, CancellationToken stop = default) =>
        OnBeatAsync(
            beat, caller,
            async (session, found, now) =>
            {
                var after = found with
                {
                    State = BeatState.Ended, Version = found.Version + 1,
                };
                if (!await session.UpdateAsync(after, found.Version))
                {
                    return new Problem(ProblemCode.ChangedMeanwhile, "version");
                }

                var today = city.Current.DayOf(now);
                await session.ExecuteAsync(
                    """
                    UPDATE patrol_places SET removed_day = @day
                    WHERE beat_id = @beat AND removed_day IS NULL
                    """,
                    ("@day", TypedDay.Show(today)), ("@beat", found.Id));
                await SubjectJournal.AppendAsync(
                    session, found.Id, caller.Actor, "beat.Ended", new { found.Code }, now);
                return (Outcome<PatrolBeat>)after;
            },
            stop);

    public static Task<PatrolBeat?> FindAsync(
        CityContext reads, string? code, CancellationToken stop) =>
        reads.Set<PatrolBeat>().FirstOrDefaultAsync(row => row.Code == code, stop);

    private Task<Outcome<T>> OnBeatAsync<T>(
        string beat, Caller caller,
        Func<WriteSession, PatrolBeat, DateTimeOffset, Task<Outcome<T>>> act,
        CancellationToken stop)
    {
        if (caller.Refuse(Permission.PatrolKeep) is { } refused)
        {
            return Task.FromResult((Outcome<T>)refused);
        }

        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            async session => await FindAsync(session.Reads, beat, stop) switch
            {
                null => new Problem(ProblemCode.NotFound, "beat", beat),
                { State: BeatState.Ended } => new Problem(
                    ProblemCode.PatrolBeatEnded, "beat", beat),
                var found => await act(session, found, now),
            },
            stop);
    }

    private static async Task<Outcome<PatrolPlace>> SiteAsync(
        CityContext reads, PatrolBeat beat, string code, DateTimeOffset now,
        CancellationToken stop) =>
        await reads.Set<Site>().FirstOrDefaultAsync(
            row => row.Code == code && row.State == SiteState.Active, stop) is { } site
            ? OfSite(site, beat, now)
            : new Problem(ProblemCode.UnknownValue, "site", code);

    /// <summary>A site as a place of a beat.</summary>
    public static PatrolPlace OfSite(Site site, PatrolBeat beat, DateTimeOffset now) => new()
    {
        Id = Ids.New(now), BeatId = beat.Id, Code = site.Code, Kind = PatrolPlaceKind.Site,
        NameZh = site.NameZh, NameEn = site.NameEn, Lon = site.Lon, Lat = site.Lat,
    };

    private async Task<Outcome<PatrolPlace>> StreetAsync(
        CityContext reads, PatrolBeat beat, PlaceToAdd input, DateTimeOffset now,
        CancellationToken stop) =>
        input.Street(city.Current).Try(out var street, out var unfit)
            ? OfStreet(
                beat,
                await reads.Set<PatrolPlace>().CountAsync(
                    row => row.BeatId == beat.Id && row.Kind == PatrolPlaceKind.Street, stop) + 1,
                street, now)
            : unfit;

    /// <summary>A street as a place of a beat.</summary>
    public static PatrolPlace OfStreet(
        PatrolBeat beat, int n, PatrolStreet street, DateTimeOffset now) => new()
    {
        Id = Ids.New(now), BeatId = beat.Id,
        Code = string.Create(CultureInfo.InvariantCulture, $"{beat.Code}-{n:000}"),
        Kind = PatrolPlaceKind.Street, NameZh = street.Name.Zh, NameEn = street.Name.En,
        Lon = street.At.Lon, Lat = street.At.Lat, Course = street.Course,
    };
}
