using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;

namespace CivicLoop.Modules.People;

/// <summary>Takes organisations in from a list.</summary>
[Needs(Permission.OrganizationEdit)]
internal sealed class OrganizationImportPage(
    Uploads uploads, ImportOrganizations import, ExportPeople export, Callers callers,
    ProblemTexts texts) : SheetImportPage(uploads, callers, texts)
{
    public override string Purpose => "organizations";

    public override string Here => "/console/administration/import/organizations";

    protected override IEnumerable<string> Columns => SheetColumns.Organizations.Keys;

    protected override async Task<Outcome<SheetImportView>> ReadAsync(byte[] file, string actor) =>
        Show(await import.LookAsync(file, Stop));

    protected override async Task<Outcome<SheetImportView>> StoreAsync(
        Upload upload, string actor) =>
        Show(await import.TakeAsync(upload.Body, upload, actor, Stop));

    protected override Task<IEnumerable<IReadOnlyList<object?>>> PresentAsync() =>
        Task.FromResult(export.Organizations());

    private static Outcome<SheetImportView> Show(Outcome<OrganizationImport> outcome) =>
        outcome.Try(out var done, out var problem)
            ? new SheetImportView(
                done.Sheet,
                [.. done.Plan.Rows.Select(row => new SheetImportRow(
                    row.Line, row.Kind, row.After.Code, row.After.NameZh, row.Fields))],
                done.Plan.Refused, done.Plan.MovedAlong.Count)
            : problem;
}
