using System.Globalization;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Patrols;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Patrols;

/// <summary>A check as a form or a program sends it.</summary>
internal sealed record CheckInput
{
    /// <summary>Made by who sends it: the same one may be sent again.</summary>
    public Guid Id { get; init; }

    /// <summary>The visit somebody went for, or <see cref="Beat"/> and <see cref="Place"/>.
    /// </summary>
    public Guid? Visit { get; init; }

    public string? Beat { get; init; }

    public string? Place { get; init; }

    /// <summary>When the place was seen, ISO 8601 with its offset; now where it is empty.</summary>
    public string? SeenAt { get; init; }

    public CheckResult Result { get; init; }

    /// <summary>Class of a case, for what was found.</summary>
    public string? Class { get; init; }

    public string? Note { get; init; }
}

/// <summary>Takes checks of places. A place is seen by the check made on it: nothing is asked about
/// who walked where. What was found becomes a case in the same transaction.</summary>
internal sealed class RecordCheck(
    CityDatabase database, CityHolder city, ReportCase report, TimeProvider time)
{
    /// <summary>Begins the external number of a case that a patrol opened.</summary>
    public const string CaseMark = "patrol:";

    /// <summary>Errors: the caller may not, or is of another unit; no such place; the instant lies
    /// ahead or too far back; the class is none of street order; the id was sent with something
    /// else; as <see cref="ReportCase.RunAsync(ReportInput, Caller, CancellationToken)"/>.
    /// </summary>
    public Task<Outcome<PatrolCheck>> RunAsync(
        CheckInput input, Caller caller, CancellationToken stop = default) =>
        RunAsync(input, caller, time.GetUtcNow(), stop);

    /// <summary>Takes a check as of an instant; what is played of a demonstration city lies behind
    /// it.</summary>
    public async Task<Outcome<PatrolCheck>> RunAsync(
        CheckInput input, Caller caller, DateTimeOffset at, CancellationToken stop)
    {
        if (caller.Refuse(Permission.PatrolWork) is { } refused)
        {
            return refused;
        }

        if (input.Id == Guid.Empty)
        {
            return new Problem(ProblemCode.FieldRequired, "id");
        }

        await using var context = database.OpenContext();
        if (!(await PlaceAsync(context, input, stop)).Try(out var where, out var fault)
            || !Read(input, where, caller, Instants.Storable(at)).Try(out var check, out fault))
        {
            return fault;
        }

        if (await context.Set<PatrolCheck>().FirstOrDefaultAsync(row => row.Id == input.Id, stop)
            is { } known)
        {
            return IsSame(known, check) ? known : Known(check);
        }

        return check.Result == CheckResult.Nothing
            ? await database.WriteAsync(
                async session => await session.Reads.Set<PatrolCheck>()
                    .FirstOrDefaultAsync(row => row.Id == check.Id, stop) is { } twice
                    ? IsSame(twice, check) ? twice : Known(check)
                    : (Outcome<PatrolCheck>)await StoreAsync(session, check, where, caller.Actor),
                stop)
            : await ReportAsync(check, where, caller, stop);
    }

    private async Task<Outcome<PatrolCheck>> ReportAsync(
        PatrolCheck check, Where where, Caller caller, CancellationToken stop)
    {
        var stored = check;
        var place = where.Place;
        // A unit that may walk a beat may report what it sees there.
        var voice = caller.AlsoMay(Permission.CaseReport);
        var outcome = await report.RunAsync(
            new ReportInput
            {
                Place = new PlaceInput
                {
                    Class = check.ClassCode, Lat = place.Lat, Lon = place.Lon,
                    Address = place.Name.In(city.Current.Language),
                },
                Description = check.Words.Length > 0
                    ? check.Words : place.Name.In(city.Current.Language),
                Source = CaseSource.Worker,
                ExternalId = CaseMark + check.Id,
                Language = city.Current.Language,
            },
            voice,
            async (session, row) => stored = await StoreAsync(
                session, check with { CaseId = row.Id, CaseNumber = row.Number }, where,
                caller.Actor),
            stop);
        return outcome.Problem switch
        {
            null => stored,
            // The same check was sent twice at once, and the other was stored first.
            { Code: ProblemCode.AlreadyExists, Field: "externalId" } => await KnownAsync(
                check, stop),
            var problem => problem,
        };
    }

    private async Task<Outcome<PatrolCheck>> KnownAsync(PatrolCheck check, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var known = await context.Set<PatrolCheck>().FirstAsync(row => row.Id == check.Id, stop);
        return IsSame(known, check) ? known : Known(check);
    }

    private async Task<PatrolCheck> StoreAsync(
        WriteSession session, PatrolCheck check, Where where, string actor)
    {
        var local = TimeZoneInfo.ConvertTime(check.SeenAt, city.Current.TimeZone);
        var day = DateOnly.FromDateTime(local.DateTime);
        var minute = (local.Hour * PatrolWant.MinutesOfHour) + local.Minute;
        var place = where.Place.Id;
        var open = await session.Reads.Set<PatrolVisit>()
            .Where(row => row.PlaceId == place && row.Day == day).ToListAsync();
        var stored = check;
        if (PatrolRules.VisitOf(open, minute) is { } visit)
        {
            var taken = await session.ExecuteAsync(
                """
                UPDATE patrol_visits SET check_id = @check, seen_at = @at
                WHERE id = @visit AND check_id IS NULL
                """,
                ("@check", check.Id), ("@at", check.SeenAt), ("@visit", visit.Id));
            stored = taken == 1 ? check with { VisitId = visit.Id } : check;
        }

        await session.InsertAsync(stored);
        await SubjectJournal.AppendAsync(
            session, place, actor, "patrol.Checked",
            new
            {
                stored.Id, beat = where.Beat.Code, place = where.Place.Code, byOrg = check.UnitCode,
                stored.Result, seenAt = stored.SeenAt.ToString("O", CultureInfo.InvariantCulture),
                stored.CaseNumber,
            },
            check.ReceivedAt);
        return stored;
    }

    private Outcome<PatrolCheck> Read(
        CheckInput input, Where where, Caller caller, DateTimeOffset now)
    {
        var unit = caller.OrganizationCode ?? "";
        if (!where.Beat.UnitCodes.Contains(unit))
        {
            return new Problem(ProblemCode.PatrolNotYours, null, where.Beat.Code);
        }

        var seenAt = now;
        if (!string.IsNullOrWhiteSpace(input.SeenAt)
            && !DateTimeOffset.TryParse(
                input.SeenAt, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
                out seenAt))
        {
            return new Problem(ProblemCode.FieldInvalid, "seenAt", input.SeenAt);
        }

        if (PatrolRules.RefuseSeenAt(seenAt, now) is { } wrong)
        {
            return wrong;
        }

        var words = input.Note?.Trim() ?? "";
        if (words.Length > PatrolCheck.WordsMax)
        {
            return new Problem(
                ProblemCode.FieldTooLong, "note", PatrolCheck.WordsMax, words.Length);
        }

        var isFound = input.Result == CheckResult.Found;
        if (isFound && string.IsNullOrWhiteSpace(input.Class))
        {
            return new Problem(ProblemCode.FieldRequired, "class");
        }

        return isFound && (city.Current.Catalogue.Find(input.Class!.Trim()) is not { } found
                || !PatrolRules.IsStreetOrder(found))
            ? new Problem(ProblemCode.PatrolClassUnfit, "class", input.Class!)
            : new PatrolCheck
            {
                Id = input.Id, BeatId = where.Beat.Id, PlaceId = where.Place.Id, UnitCode = unit,
                Result = input.Result, SeenAt = Instants.Storable(seenAt), ReceivedAt = now,
                ClassCode = isFound ? input.Class!.Trim() : null, Words = words,
            };
    }

    private static async Task<Outcome<Where>> PlaceAsync(
        CityContext context, CheckInput input, CancellationToken stop)
    {
        var rows = context.Set<PatrolPlace>().Join(
            context.Set<PatrolBeat>(), place => place.BeatId, beat => beat.Id,
            (place, beat) => new { beat, place });
        if (input.Visit is { } visit)
        {
            var id = await context.Set<PatrolVisit>().Where(row => row.Id == visit)
                .Select(row => (Guid?)row.PlaceId).FirstOrDefaultAsync(stop);
            rows = rows.Where(row => row.place.Id == id);
        }
        else
        {
            var (beatCode, code) = (input.Beat?.Trim(), input.Place?.Trim());
            rows = rows.Where(row => row.beat.Code == beatCode && row.place.Code == code
                && row.place.RemovedDay == null);
        }

        var found = await rows.FirstOrDefaultAsync(stop) is { } both
            ? new Where(both.beat, both.place)
            : null;
        return found is not null
            ? found
            : new Problem(
                ProblemCode.NotFound, input.Visit is null ? "place" : "visit",
                input.Visit?.ToString() ?? $"{input.Beat} {input.Place}");
    }

    // An empty instant was the server's own clock, which has gone on since.
    private static bool IsSame(PatrolCheck known, PatrolCheck again) =>
        known.PlaceId == again.PlaceId && known.Result == again.Result
        && known.ClassCode == again.ClassCode && known.Words == again.Words
        && known.UnitCode == again.UnitCode;

    private static Problem Known(PatrolCheck check) =>
        new(ProblemCode.PatrolCheckKnown, "id", check.Id.ToString());

    private sealed record Where(PatrolBeat Beat, PatrolPlace Place);
}
