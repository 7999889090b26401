using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;

namespace CivicLoop.Modules.People;

/// <summary>Takes people in from a list.</summary>
[Needs(Permission.SecurityKeep)]
internal sealed class PeopleImportPage(
    Uploads uploads, ImportPeople import, ExportPeople export, Callers callers,
    ProblemTexts texts, CityOptions options) : SheetImportPage(uploads, callers, texts)
{
    public override string Purpose => "people";

    public override string Here => "/console/administration/import/people";

    protected override IEnumerable<string> Columns => SheetColumns.People.Keys;

    protected override async Task<Outcome<SheetImportView>> ReadAsync(byte[] file, string actor) =>
        Show(await import.LookAsync(file, actor, Stop), withLinks: false);

    protected override async Task<Outcome<SheetImportView>> StoreAsync(
        Upload upload, string actor) =>
        Show(await import.TakeAsync(upload.Body, upload, actor, Stop), withLinks: true);

    protected override Task<IEnumerable<IReadOnlyList<object?>>> PresentAsync() =>
        export.PeopleAsync(Stop);

    private Outcome<SheetImportView> Show(Outcome<PeopleImport> outcome, bool withLinks)
    {
        if (!outcome.Try(out var done, out var problem))
        {
            return problem;
        }

        var names = done.Sheet.Rows.ToDictionary(row => row.Line, row => row["display_name"]);
        return new SheetImportView(
            done.Sheet,
            [.. done.Rows.Select(row => new SheetImportRow(
                row.Line, row.Kind, row.SignIn, names[row.Line] ?? "", row.Fields,
                withLinks && row.Secret is { } secret
                    ? StartLink.Of(options, Request, secret)
                    : null))],
            done.Refused);
    }
}
