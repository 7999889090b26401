using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;

namespace CivicLoop.Modules.Patrols;

/// <summary>Takes in a list of beats and their places.</summary>
[Needs(Permission.PatrolKeep)]
internal sealed class BeatImportPage(
    Uploads uploads, ImportBeats import, PatrolLists lists, Callers callers, ProblemTexts texts)
    : SheetImportPage(uploads, callers, texts)
{
    public const string Path = $"{BeatsPage.Here}/import";

    public override string Purpose => "patrol-beats";

    public override string Here => Path;

    protected override IEnumerable<string> Columns => BeatSheet.Known.Keys;

    protected override async Task<Outcome<SheetImportView>> ReadAsync(byte[] file, string actor) =>
        Show(await import.LookAsync(file, await CallerAsync(), Stop));

    protected override async Task<Outcome<SheetImportView>> StoreAsync(
        Upload upload, string actor) =>
        Show(await import.TakeAsync(upload.Body, upload, await CallerAsync(), Stop));

    protected override async Task<IEnumerable<IReadOnlyList<object?>>> PresentAsync() =>
        (await lists.WalkedAsync(Stop)).SelectMany(BeatSheet.Rows).Take(Sheet.RowsMax);

    private static Outcome<SheetImportView> Show(Outcome<BeatImport> outcome) =>
        outcome.Try(out var done, out var problem)
            ? new SheetImportView(
                done.Sheet,
                [.. done.Lines.Select(row =>
                    new SheetImportRow(row.Line, row.Kind, row.Code, row.Name.Zh, []))],
                done.Refused)
            : problem;
}
