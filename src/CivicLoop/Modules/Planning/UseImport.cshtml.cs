using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;

namespace CivicLoop.Modules.Planning;

/// <summary>Registers a list of permits, projects and stalls.</summary>
[Needs(Permission.PlanningEdit)]
internal sealed class UseImportPage(
    Uploads uploads, ImportUses import, FindingLists lists, Callers callers, ProblemTexts texts)
    : SheetImportPage(uploads, callers, texts)
{
    /// <summary>Findings that what was taken in raised.</summary>
    public int Raised { get; private set; }

    public override string Purpose => "land-uses";

    public override string Here => $"{UsesPage.Here}/import";

    protected override IEnumerable<string> Columns => UseSheet.Known.Keys;

    protected override async Task<Outcome<SheetImportView>> ReadAsync(byte[] file, string actor) =>
        Show(await import.LookAsync(file, await CallerAsync(), Stop));

    protected override async Task<Outcome<SheetImportView>> StoreAsync(
        Upload upload, string actor) =>
        Show(await import.TakeAsync(
            upload.Body, upload, await CallerAsync(), Stop));

    protected override async Task<IEnumerable<IReadOnlyList<object?>>> PresentAsync() =>
        (await lists.NewestUsesAsync(Sheet.RowsMax, Stop)).Select(UseSheet.Row);

    private Outcome<SheetImportView> Show(Outcome<UseImport> outcome)
    {
        if (!outcome.Try(out var done, out var problem))
        {
            return problem;
        }

        Raised = done.Raised;
        return new SheetImportView(
            done.Sheet,
            [.. done.Lines.Select(row => new SheetImportRow(
                row.Line, row.IsKnown ? PlanKind.Same : PlanKind.Added, row.Use.PermitNumber,
                row.Use.Name, []))],
            done.Refused);
    }
}
