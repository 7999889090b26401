using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Places.Contracts;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;

namespace CivicLoop.Modules.Places;

/// <summary>Takes sites in from a list.</summary>
[Needs(Permission.SiteEdit)]
internal sealed class SiteImportPage(
    Uploads uploads, ImportSites import, SiteLists sites, Callers callers, ProblemTexts texts)
    : SheetImportPage(uploads, callers, texts)
{
    public override string Purpose => "sites";

    public override string Here => $"{SitesPage.Here}/import";

    protected override IEnumerable<string> Columns => SiteSheet.Known.Keys;

    protected override async Task<Outcome<SheetImportView>> ReadAsync(byte[] file, string actor) =>
        Show(await import.LookAsync(file, Stop));

    protected override async Task<Outcome<SheetImportView>> StoreAsync(
        Upload upload, string actor) =>
        Show(await import.TakeAsync(upload.Body, upload, actor, Stop));

    protected override async Task<IEnumerable<IReadOnlyList<object?>>> PresentAsync() =>
        (await sites.AllAsync(new SiteFilter(), Stop)).Select(SiteSheet.Row);

    private static Outcome<SheetImportView> Show(Outcome<SiteImport> outcome) =>
        outcome.Try(out var done, out var problem)
            ? new SheetImportView(
                done.Sheet,
                [.. done.Plan.Rows.Select(row => new SheetImportRow(
                    row.Line, row.Kind, row.After.Code, row.After.NameZh, row.Fields))],
                done.Plan.Refused)
            : problem;
}
