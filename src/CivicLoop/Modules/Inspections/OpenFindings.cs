using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Inspections;

/// <summary>Makes cases of findings, by the city's rule: the item's class, and through it the
/// responsible line and territory and their clocks. What was seen by a checker needs no second
/// look: the case is opened and handed to its unit at once where the rules name one.</summary>
internal sealed class OpenFindings(
    CityDatabase database, CityHolder city, ReportCase report, ActOnCase act)
{
    // A visit finds a handful; what a broken program left is taken up in steps.
    private const int AtOnceMax = 200;

    /// <summary>Opens what a visit found.</summary>
    public Task RunAsync(Guid visit, CancellationToken stop) =>
        RunAsync(rows => rows.Where(row => row.VisitId == visit), stop);

    /// <summary>Opens all that waits; the job that takes up what was interrupted.</summary>
    public Task RunAsync(CancellationToken stop) => RunAsync(rows => rows, stop);

    private async Task RunAsync(
        Func<IQueryable<Finding>, IQueryable<Finding>> narrow, CancellationToken stop)
    {
        // The key of a request stands for its own write, not for the cases that follow from it.
        IdempotencyKeys.Current = null;
        await using var context = database.OpenContext();
        var waiting = await narrow(context.Set<Finding>())
            .Where(row => row.CaseId == null && row.ClassCode != null)
            .OrderBy(row => row.FoundAt).Take(AtOnceMax).ToListAsync(stop);
        foreach (var finding in waiting)
        {
            await OpenAsync(context, finding, stop);
        }
    }

    // A class that was given up meanwhile leaves the finding as it is, a result of the visit.
    private async Task OpenAsync(CityContext context, Finding finding, CancellationToken stop)
    {
        var visit = await context.Set<Visit>().FirstAsync(row => row.Id == finding.VisitId, stop);
        var site = await context.Set<Site>().FirstAsync(row => row.Id == finding.SiteId, stop);
        var answer = await context.Set<VisitAnswer>().FirstAsync(
            row => row.VisitId == finding.VisitId && row.ItemCode == finding.ItemCode, stop);
        var item = await context.Set<CheckItem>().FirstOrDefaultAsync(
            row => row.EditionCode == visit.EditionCode && row.Code == finding.ItemCode, stop);
        var recurs = await RecursOfAsync(context, finding, stop);
        var caller = Checker(visit.Inspector!);
        var reported = await report.RunAsync(
            new ReportInput
            {
                Place = new PlaceInput
                {
                    Class = finding.ClassCode, Lat = site.Lat, Lon = site.Lon,
                    Address = Where(site),
                },
                Description = Words(site, item, answer),
                Source = CaseSource.Worker,
                ExternalId = $"visit:{finding.VisitId}:{finding.ItemCode}",
                Pictures = answer.PictureId is { } picture ? [picture] : [],
                Language = city.Current.Language,
            },
            caller,
            (session, row) => LinkAsync(session, finding, row, recurs), stop);
        if (reported.Try(out var made, out _))
        {
            await HandOnAsync(made.Case, caller, stop);
        }
    }

    private static async Task LinkAsync(
        WriteSession session, Finding finding, Case row, string? recurs)
    {
        var linked = await session.ExecuteAsync(
            """
            UPDATE findings SET case_id = @case, case_number = @number, recurs_of = @recurs
            WHERE visit_id = @visit AND item_code = @item AND case_id IS NULL
            """,
            ("@case", row.Id), ("@number", row.Number), ("@recurs", recurs),
            ("@visit", finding.VisitId), ("@item", finding.ItemCode));
        if (linked != 1)
        {
            throw new WriteCollision(row.Number);
        }
    }

    private async Task HandOnAsync(Case row, Caller caller, CancellationToken stop)
    {
        var accepted = await act.RunAsync(
            row.Id, CaseCommand.Accept, new ActInput(), caller, stop);
        if (accepted.Problem is null && row.UnitOrg is { } unit && row.RouteRule is not null)
        {
            await act.RunAsync(
                row.Id, CaseCommand.Dispatch, new ActInput { Unit = unit }, caller, stop);
        }
    }

    // By place and class: a closed case of this class, found at this site before.
    private static async Task<string?> RecursOfAsync(
        CityContext context, Finding finding, CancellationToken stop)
    {
        var since = finding.FoundAt.AddDays(-CaseRules.AnswerDays);
        return await context.Set<Finding>()
            .Where(row => row.SiteCode == finding.SiteCode && row.ClassCode == finding.ClassCode
                && row.FoundAt < finding.FoundAt && row.CaseId != null)
            .Join(
                context.Set<Case>(), row => row.CaseId, one => (Guid?)one.Id,
                (row, one) => one)
            .Where(one => one.ClosedAt >= since && one.ClosedAt <= finding.FoundAt)
            .OrderByDescending(one => one.ClosedAt).Select(one => one.Number)
            .FirstOrDefaultAsync(stop);
    }

    private string Words(Site site, CheckItem? item, VisitAnswer answer)
    {
        var language = city.Current.Language;
        var what = item?.Name.In(language) ?? answer.ItemCode;
        var note = answer.Note.Length > 0 ? $" {answer.Note}" : "";
        return language == "zh"
            ? $"检查发现：{site.Name.In(language)}，“{what}”不合格（{Sign(answer)}）。{note}".Trim()
            : $"Found at an inspection: {site.Name.In(language)}, “{what}” ({Sign(answer)}).{note}";
    }

    private static string Sign(VisitAnswer answer) => answer.Grade?.Sign() ?? "";

    private string Where(Site site)
    {
        var name = site.Name.In(city.Current.Language);
        return site.Address.Length > 0 ? $"{site.Address} {name}" : name;
    }

    // The rule acts in the inspector's name: it may open and hand on, nothing else.
    private static Caller Checker(string inspector) => new(
        inspector, null, null,
        [
            new Grant(Permission.CaseReport, Scope.City),
            new Grant(Permission.CaseAccept, Scope.City),
            new Grant(Permission.CaseDispatch, Scope.City),
        ]);
}
