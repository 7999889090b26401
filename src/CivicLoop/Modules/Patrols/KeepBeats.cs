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

/// <summary>A beat as a form, a program or a row of a table says it.</summary>
internal sealed record BeatInput
{
    public string? Beat { get; init; }

    public string? NameZh { get; init; }

    public string? NameEn { get; init; }

    /// <summary>Codes or whole names of organisations, with commas or semicolons between.</summary>
    public string? Units { get; init; }

    /// <summary>As <see cref="PatrolWant.ParseAll"/> reads them.</summary>
    public string? Wants { get; init; }

    /// <summary>The wish it is. Error: an organisation nobody knows.</summary>
    public Outcome<BeatWish> Read(CityModel city)
    {
        var units = new List<string>();
        foreach (var word in (Units ?? "").Split(
            [',', '，', ';', '；', '、', '\n'],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (city.Organizations.Meant(word) is not { RetiredAt: null } unit)
            {
                return new Problem(ProblemCode.UnknownValue, "units", word);
            }

            units.Add(unit.Code);
        }

        return new BeatWish(Beat, NameZh, NameEn, units, Wants);
    }
}

/// <summary>A place as a form or a program adds it: a site by its code, or a street by its name and
/// position.</summary>
internal sealed record PlaceToAdd
{
    public string? Site { get; init; }

    public string? NameZh { get; init; }

    public string? NameEn { get; init; }

    public string? Lat { get; init; }

    public string? Lon { get; init; }

    public string? System { get; init; }
}

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
        if (before is null)
        {
            await session.InsertAsync(after);
        }
        else
        {
            await session.UpdateAsync(after);
        }

        await SubjectJournal.AppendAsync(
            session, beat.Id, actor, "beat.PlaceAdded",
            new { beat.Code, place = after.Code, after.Kind, after.Lon, after.Lat }, now);
        return after;
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
        CancellationToken stop)
    {
        var name = input.NameZh?.Trim() ?? "";
        if (name.Length is 0 or > PatrolBeat.NameMax)
        {
            return name.Length == 0
                ? new Problem(ProblemCode.FieldRequired, "nameZh")
                : new Problem(
                    ProblemCode.FieldTooLong, "nameZh", PatrolBeat.NameMax, name.Length);
        }

        if (!TypedNumber.Read(input.Lat, "lat").Try(out var lat, out var bad)
            || !TypedNumber.Read(input.Lon, "lon").Try(out var lon, out bad)
            || !CoordinateSystemNames.Read(input.System, "system").Try(out var system, out bad))
        {
            return bad;
        }

        if (lat.Value is not { } north || lon.Value is not { } east)
        {
            return new Problem(ProblemCode.FieldRequired, lat.Value is null ? "lat" : "lon");
        }

        var at = Coordinates.ToWgs84(new GeoPoint(east, north), system);
        if (!city.Current.Areas.Locate(at.Lon, at.Lat).IsInside)
        {
            return new Problem(
                ProblemCode.PositionOutsideCity, "lat", at.Lat, at.Lon,
                city.Current.Identity.Name);
        }

        var streets = await reads.Set<PatrolPlace>().CountAsync(
            row => row.BeatId == beat.Id && row.Kind == PatrolPlaceKind.Street, stop);
        return OfStreet(
            beat, streets + 1, new LocalText(name, input.NameEn?.Trim() is { Length: > 0 } english
                ? english : name), at, now);
    }

    /// <summary>A street as a place of a beat.</summary>
    public static PatrolPlace OfStreet(
        PatrolBeat beat, int n, LocalText name, GeoPoint at, DateTimeOffset now) => new()
    {
        Id = Ids.New(now), BeatId = beat.Id,
        Code = string.Create(CultureInfo.InvariantCulture, $"{beat.Code}-{n:000}"),
        Kind = PatrolPlaceKind.Street, NameZh = name.Zh, NameEn = name.En, Lon = at.Lon,
        Lat = at.Lat,
    };
}
