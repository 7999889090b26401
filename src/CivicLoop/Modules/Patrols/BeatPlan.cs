using CivicLoop.Domain;
using CivicLoop.Domain.Patrols;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Tables;

namespace CivicLoop.Modules.Patrols;

/// <summary>A place as a list changes it.</summary>
internal sealed record PlannedPlace(PatrolPlace? Before, PatrolPlace After);

/// <summary>A beat as a list changes it.</summary>
internal sealed class PlannedBeat(PatrolBeat? before, IEnumerable<PatrolPlace> places)
{
    public PatrolBeat? Before => before;

    public required PatrolBeat After { get; init; }

    /// <summary>Its places by their codes, as they will be.</summary>
    public Dictionary<string, PatrolPlace> Places { get; } =
        places.ToDictionary(place => place.Code);

    public List<PlannedPlace> Changed { get; } = [];

    /// <summary>What is on the beat; what was taken off only gives its code back.</summary>
    public int OnIt => Places.Values.Count(place => place.RemovedDay is null);
}

/// <summary>What the rows of a list of beats would do, row by row.</summary>
internal sealed class BeatPlan(
    CityModel city, IReadOnlyDictionary<string, PatrolBeat> known,
    ILookup<Guid, PatrolPlace> places, IReadOnlyDictionary<string, Site> sites, string actor,
    DateTimeOffset now)
{
    private readonly Dictionary<string, PlannedBeat> beats = [];
    private readonly HashSet<(string Beat, string Place)> said = [];

    public List<BeatLine> Lines { get; } = [];

    public List<RefusedLine> Refused { get; } = [];

    public IEnumerable<PlannedBeat> Beats => beats.Values;

    public void Take(SheetRow row)
    {
        if (!Entered(row).Try(out var beat, out var unfit)
            || !Put(row, beat).Try(out var line, out unfit))
        {
            Refused.Add(new RefusedLine(row.Line, unfit));
            return;
        }

        Lines.Add(line);
    }

    // The beat as the row leaves it: the first row that names it may change it, later ones may only
    // say the same.
    private Outcome<PlannedBeat> Entered(SheetRow row)
    {
        var code = row["beat"] ?? "";
        var planned = beats.GetValueOrDefault(code);
        var before = planned?.After ?? known.GetValueOrDefault(code);
        if (!BeatSheet.Beat(row, before).Read(city).Try(out var wish, out var fault)
            || !PatrolRules.Enter(wish, before, Ids.New(now), actor, now)
                .Try(out var after, out fault))
        {
            return fault;
        }

        var isSame = before is not null && before with { Version = after.Version } == after;
        if (planned is not null)
        {
            return isSame ? planned : new Problem(ProblemCode.RowRepeated, "beat", code);
        }

        planned = new PlannedBeat(known.GetValueOrDefault(code), places[before?.Id ?? Guid.Empty])
        {
            After = isSame ? before! : after,
        };
        beats[code] = planned;
        return planned;
    }

    private Outcome<BeatLine> Put(SheetRow row, PlannedBeat beat)
    {
        if (BeatSheet.Place(row) is not { } typed)
        {
            return new BeatLine(
                row.Line, KindOf(beat.Before, beat.After), beat.After.Code, beat.After.Name);
        }

        if (!Meant(typed, beat).Try(out var after, out var fault))
        {
            return fault;
        }

        if (!said.Add((beat.After.Code, after.Code)))
        {
            return new Problem(ProblemCode.RowRepeated, "site", after.Name.Zh);
        }

        var before = beat.Places.GetValueOrDefault(after.Code);
        if (before is not { RemovedDay: null } && beat.OnIt >= PatrolRules.PlacesMax)
        {
            return new Problem(ProblemCode.LimitTooLarge, "site", PatrolRules.PlacesMax);
        }

        if (before != after)
        {
            beat.Places[after.Code] = after;
            beat.Changed.Add(new PlannedPlace(before, after));
        }

        var kind = before is { RemovedDay: null } ? KindOf(before, after) : PlanKind.Added;
        return new BeatLine(row.Line, kind, after.Code, after.Name);
    }

    private static PlanKind KindOf<T>(T? before, T after)
        where T : class =>
        before is null ? PlanKind.Added
            : before.Equals(after) ? PlanKind.Same : PlanKind.Changed;

    // A site is known by its code, a street of a beat by its name.
    private Outcome<PatrolPlace> Meant(PlaceToAdd typed, PlannedBeat beat)
    {
        if (typed.Site is { } code)
        {
            return sites.TryGetValue(code, out var site)
                ? Kept(KeepBeats.OfSite(site, beat.After, now), beat)
                : new Problem(ProblemCode.UnknownValue, "site", code);
        }

        if (!typed.Street(city).Try(out var street, out var fault))
        {
            // The row names the beat too.
            return fault.Field == "nameZh" ? fault with { Field = "streetZh" } : fault;
        }

        var streets = beat.Places.Values.Where(one => one.Kind == PatrolPlaceKind.Street).ToList();
        var same = streets.Find(one => one.NameZh == street.Name.Zh);
        var fresh = KeepBeats.OfStreet(beat.After, streets.Count + 1, street, now);
        return Kept(same is null ? fresh : fresh with { Code = same.Code }, beat);
    }

    private static PatrolPlace Kept(PatrolPlace place, PlannedBeat beat) =>
        beat.Places.TryGetValue(place.Code, out var before)
            ? place with { Id = before.Id }
            : place;
}
