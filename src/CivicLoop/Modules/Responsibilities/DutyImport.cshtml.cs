using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;
using Microsoft.AspNetCore.Mvc;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>Takes a table of duties in.</summary>
[Needs(Permission.DutyEdit)]
internal sealed class DutyImportPage(
    Uploads uploads, ImportDuties import, Callers callers, ProblemTexts texts)
    : UploadReviewPage(uploads, callers, texts)
{
    public override string Purpose => "duties";

    public override string Here => "/console/responsibility/import";

    public DutyImport? View { get; private set; }

    public override IReadOnlyList<RefusedLine> Refused => View!.Refused;

    protected override Sheet Sheet => View!.Sheet;

    protected override IEnumerable<string> Columns => DutySheet.Columns;

    protected override async Task<Problem?> LookAsync(byte[] file, string actor)
    {
        var read = await import.LookAsync(file, actor, Stop);
        View = read.Problem is null ? read.Value : null;
        return read.Problem;
    }

    protected override async Task<Outcome<IActionResult>> TakeAsync(Upload upload, string actor) =>
        (await import.TakeAsync(upload.Body, upload, actor, Stop))
            .Try(out var taken, out var problem)
            ? LocalRedirect($"{Here}?taken={taken.Added.Count}")
            : problem;
}
