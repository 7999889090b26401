using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Tables;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Places;

/// <summary>A list of sites with what it would do.</summary>
internal sealed record SiteImport(Sheet Sheet, SitePlan Plan);

/// <summary>Takes sites in from a list; page, API and command line come through here.</summary>
internal sealed class ImportSites(CityDatabase database, KeepSites keep, TimeProvider time)
{
    /// <summary>What a file would do; stores nothing. Errors: the file cannot be read.</summary>
    public async Task<Outcome<SiteImport>> LookAsync(byte[] file, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var surroundings = await keep.SurroundingsAsync(stop);
        return await ReadAsync(
            context, file, surroundings, Instants.Storable(time.GetUtcNow()), stop);
    }

    /// <summary>Takes every row in that can be taken, in one transaction; the rest is in the plan's
    /// refused rows.</summary>
    /// <param name="upload">The upload it came from, used up with it; null elsewhere.</param>
    public async Task<Outcome<SiteImport>> TakeAsync(
        byte[] file, Upload? upload, string actor, CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var surroundings = await keep.SurroundingsAsync(stop);
        return await database.WriteAsync(
            async session =>
            {
                if (upload is not null
                    && await Uploads.UseAsync(session, upload, now) is { } gone)
                {
                    return gone;
                }

                if (!(await ReadAsync(session.Reads, file, surroundings, now, stop))
                    .Try(out var import, out var fault))
                {
                    return fault;
                }

                foreach (var row in import.Plan.Rows)
                {
                    await KeepSites.StoreAsync(session, row.Before, row.After, actor, now);
                }

                return (Outcome<SiteImport>)import;
            },
            stop);
    }

    private static async Task<Outcome<SiteImport>> ReadAsync(
        CityContext context, byte[] file, SiteSurroundings surroundings, DateTimeOffset now,
        CancellationToken stop)
    {
        if (!Sheet.Read(file, SiteSheet.Known, SiteSheet.Needed).Try(out var sheet, out var bad))
        {
            return bad;
        }

        var codes = sheet.Rows.Select(row => row["code"]?.Trim()).OfType<string>().ToHashSet();
        var registered = await context.Set<Site>().Where(row => codes.Contains(row.Code))
            .ToDictionaryAsync(row => row.Code, stop);
        var lines = sheet.Rows.Select(row => new SiteLine(
            row.Line, row["code"],
            SiteSheet.Form(row, registered.GetValueOrDefault(row["code"]?.Trim() ?? "")).Read()));
        return new SiteImport(sheet, SitePlan.Of(lines, registered, surroundings, now));
    }
}
