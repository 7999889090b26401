using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Tables;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.People;

/// <summary>A list of organisations with what it would do.</summary>
internal sealed record OrganizationImport(Sheet Sheet, OrganizationPlan Plan);

/// <summary>Takes organisations in from a list; the page and the command line come through here.
/// </summary>
internal sealed class ImportOrganizations(
    CityDatabase database, CityHolder city, Callers callers, TimeProvider time)
{
    private static readonly string[] Needed = ["code", "name_zh"];

    /// <summary>What a file would do; stores nothing. Errors: the file cannot be read.</summary>
    public async Task<Outcome<OrganizationImport>> LookAsync(byte[] file, CancellationToken stop)
    {
        if (!Sheet.Read(file, SheetColumns.Organizations, Needed).Try(out var sheet, out var bad))
        {
            return bad;
        }

        await using var context = database.OpenContext();
        return new OrganizationImport(
            sheet, await PlanAsync(context, sheet, time.GetUtcNow(), stop));
    }

    /// <summary>Takes every row in that can be taken, in one transaction; answers what was done.
    /// The rest is in the plan's refused rows.</summary>
    /// <param name="upload">The upload it came from, used up with it; null at the command line.
    /// </param>
    public async Task<Outcome<OrganizationImport>> TakeAsync(
        byte[] file, Upload? upload, string actor, CancellationToken stop)
    {
        if (!Sheet.Read(file, SheetColumns.Organizations, Needed).Try(out var sheet, out var bad))
        {
            return bad;
        }

        var now = Instants.Storable(time.GetUtcNow());
        var outcome = await database.WriteAsync(
            async session =>
            {
                if (upload is not null
                    && await Uploads.UseAsync(session, upload, now) is { } gone)
                {
                    return gone;
                }

                var plan = await PlanAsync(session.Reads, sheet, now, stop);
                await StoreAsync(session, plan, actor, now, stop);
                return (Outcome<OrganizationImport>)new OrganizationImport(sheet, plan);
            },
            stop);
        if (outcome.Problem is null)
        {
            await city.ReloadAsync(database, stop);
            await callers.ForgetEverywhereAsync(stop);
        }

        return outcome;
    }

    private async Task<OrganizationPlan> PlanAsync(
        CityContext context, Sheet sheet, DateTimeOffset now, CancellationToken stop)
    {
        var chart = new OrganizationChart(
            await context.Set<Organization>().ToListAsync(stop));
        var held = (await HeldPosts.NotEnded(context, now)
            .Select(post => post.OrganizationCode).Distinct().ToListAsync(stop)).ToHashSet();
        return OrganizationPlan.Of(
            chart, sheet.Rows.Select(SheetColumns.Organization),
            area => city.Current.AreaKindOf(area) is not null, held.Contains, now);
    }

    private static async Task StoreAsync(
        WriteSession session, OrganizationPlan plan, string actor, DateTimeOffset now,
        CancellationToken stop)
    {
        var before = new OrganizationChart(
            await session.Reads.Set<Organization>().ToListAsync(stop));
        foreach (var row in plan.Rows.Where(row => row.Kind == PlanKind.Added))
        {
            await session.InsertAsync(row.After);
        }

        var changed = plan.Rows.Where(row => row.Kind is PlanKind.Changed or PlanKind.Retired)
            .ToList();
        // Also what stays the same may stand below something that moved.
        await KeepOrganizations.StorePlacesAsync(
            session, before,
            [
                .. plan.Rows.Where(row => row.Kind != PlanKind.Added
                        && (row.Kind != PlanKind.Same
                            || before.Find(row.After.Code)!.Path != row.After.Path))
                    .Select(row => row.After),
                .. plan.MovedAlong,
            ]);
        foreach (var row in plan.Rows.Where(row => row.Kind == PlanKind.Added))
        {
            await JournalAsync(session, actor, "organization.Added", row.After, row.Fields, now);
        }

        foreach (var row in changed)
        {
            await JournalAsync(
                session, actor,
                row.Kind == PlanKind.Retired ? "organization.Retired" : "organization.Changed",
                row.After, row.Fields, now);
        }
    }

    private static Task JournalAsync(
        WriteSession session, string actor, string kind, Organization after,
        IReadOnlyList<string> fields, DateTimeOffset now) =>
        SubjectJournal.AppendAsync(
            session, KeepOrganizations.Subject, actor, kind,
            new
            {
                after.Code, parent = after.ParentCode, area = after.AreaCode, after.NameZh,
                after.NameEn, fields = fields.Count == 0 ? null : fields, imported = true,
            },
            now);
}
