using CivicLoop.Domain;
using CivicLoop.Domain.Patrols;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Tables;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Patrols;

/// <summary>A row of a list of beats that can be taken in.</summary>
/// <param name="Code">Of its place; of the beat where it has none.</param>
internal sealed record BeatLine(int Line, PlanKind Kind, string Code, LocalText Name);

/// <summary>A list of beats with what it would do, or did.</summary>
internal sealed record BeatImport(
    Sheet Sheet, IReadOnlyList<BeatLine> Lines, IReadOnlyList<RefusedLine> Refused);

/// <summary>Takes in a list of beats and their places: it adds and changes, and takes nothing off a
/// beat; page and API come through here.</summary>
internal sealed class ImportBeats(CityDatabase database, CityHolder city, TimeProvider time)
{
    /// <summary>What a file would do; stores nothing. Errors: the caller may not; the file cannot
    /// be read.</summary>
    public async Task<Outcome<BeatImport>> LookAsync(
        byte[] file, Caller caller, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return (await ReadAsync(context, file, caller, stop)).Try(out var read, out var fault)
            ? Told(read)
            : fault;
    }

    /// <summary>Stores every row that can be, in one transaction; the rest is in the refused rows.
    /// </summary>
    /// <param name="upload">The upload it came from, used up with it; null elsewhere.</param>
    public Task<Outcome<BeatImport>> TakeAsync(
        byte[] file, Upload? upload, Caller caller, CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            async session =>
            {
                if (upload is not null
                    && await Uploads.UseAsync(session, upload, now) is { } gone)
                {
                    return gone;
                }

                if (!(await ReadAsync(session.Reads, file, caller, stop))
                    .Try(out var read, out var fault))
                {
                    return fault;
                }

                foreach (var beat in read.Plan.Beats)
                {
                    var stored = await KeepBeats.StoreAsync(
                        session, beat.Before, beat.After, caller.Actor, now);
                    if (stored.Problem is { } unstored)
                    {
                        return unstored;
                    }

                    foreach (var place in beat.Changed)
                    {
                        await KeepBeats.PutPlaceAsync(
                            session, place.Before, place.After, beat.After, caller.Actor, now);
                    }
                }

                return (Outcome<BeatImport>)Told(read);
            },
            stop);
    }

    private static BeatImport Told(Read read) =>
        new(read.Sheet, read.Plan.Lines, read.Plan.Refused);

    private async Task<Outcome<Read>> ReadAsync(
        CityContext context, byte[] file, Caller caller, CancellationToken stop)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.PatrolKeep))
            is { } refused)
        {
            return refused;
        }

        if (!Sheet.Read(file, BeatSheet.Known, BeatSheet.Needed).Try(out var sheet, out var bad))
        {
            return bad;
        }

        var codes = sheet.Rows.Select(row => row["beat"]).OfType<string>().Distinct().ToList();
        var beats = await context.Set<PatrolBeat>().Where(row => codes.Contains(row.Code))
            .ToListAsync(stop);
        var ids = beats.ConvertAll(beat => beat.Id);
        var places = (await context.Set<PatrolPlace>().Where(row => ids.Contains(row.BeatId))
            .ToListAsync(stop)).ToLookup(place => place.BeatId);
        var named = sheet.Rows.Select(row => row["site"]).OfType<string>().Distinct().ToList();
        var sites = await context.Set<Site>()
            .Where(row => named.Contains(row.Code) && row.State == SiteState.Active)
            .ToDictionaryAsync(row => row.Code, stop);
        var plan = new BeatPlan(
            city.Current, beats.ToDictionary(beat => beat.Code), places, sites,
            caller.Actor, Instants.Storable(time.GetUtcNow()));
        foreach (var row in sheet.Rows)
        {
            plan.Take(row);
        }

        return new Read(sheet, plan);
    }

    private sealed record Read(Sheet Sheet, BeatPlan Plan);
}
