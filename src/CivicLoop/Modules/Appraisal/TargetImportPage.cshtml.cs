using System.Globalization;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;

namespace CivicLoop.Modules.Appraisal;

/// <summary>Takes the targets of a draft in from a list.</summary>
[Needs(Permission.AppraisalKeep)]
internal sealed class TargetImportPage(
    Uploads uploads, ImportTargets import, AppraisalLists lists, Callers callers,
    ProblemTexts texts) : SheetImportPage(uploads, callers, texts)
{
    public int Year => int.Parse(
        (string)RouteData.Values["year"]!, CultureInfo.InvariantCulture);

    public override string Purpose => $"appraisal-targets-{Year}";

    public override string Here => $"{AppraisalPages.Year(Year)}/import";

    protected override IEnumerable<string> Columns => TargetSheet.Known.Keys;

    protected override async Task<Outcome<SheetImportView>> ReadAsync(
        byte[] file, string actor) => Show(await import.LookAsync(Year, file, Stop));

    protected override async Task<Outcome<SheetImportView>> StoreAsync(
        Upload upload, string actor) =>
        Show(await import.TakeAsync(
            Year, upload.Body, upload, await CallerAsync(), Stop));

    protected override async Task<IEnumerable<IReadOnlyList<object?>>> PresentAsync() =>
        (await lists.FindAsync(Year, Stop)).Try(out var year, out _)
            ? (await lists.TargetsAsync(year, Stop)).Select(TargetSheet.Row)
            : [];

    private static Outcome<SheetImportView> Show(Outcome<TargetImport> outcome) =>
        outcome.Try(out var done, out var problem)
            ? new SheetImportView(
                done.Sheet,
                [.. done.Plan.Rows.Select(row => new SheetImportRow(
                    row.Line, row.Kind, $"{row.After.UnitCode} {row.After.Code}",
                    row.After.NameZh, row.Fields))],
                done.Plan.Refused)
            : problem;
}
