using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;
using Microsoft.AspNetCore.Mvc;

namespace CivicLoop.Modules.Standards;

/// <summary>Takes an edition in, as a draft.</summary>
[Needs(Permission.StandardEdit)]
internal sealed class EditionImportPage(
    Uploads uploads, ImportEdition import, Callers callers, ProblemTexts texts)
    : UploadReviewPage(uploads, callers, texts)
{
    public const string Address = "/console/standards/import";

    public override string Purpose => "standard";

    public override string Here => Address;

    public EditionImport? View { get; private set; }

    public override IReadOnlyList<RefusedLine> Refused => View!.Plan.Refused;

    protected override Sheet Sheet => View!.Sheet;

    protected override IEnumerable<string> Columns => EditionReader.Columns;

    protected override async Task<Problem?> LookAsync(byte[] file, string actor)
    {
        var read = await import.LookAsync(file, Stop);
        View = read.Problem is null ? read.Value : null;
        return read.Problem;
    }

    protected override async Task<Outcome<IActionResult>> TakeAsync(Upload upload, string actor) =>
        (await import.TakeAsync(upload.Body, upload, actor, Stop))
            .Try(out var taken, out var problem)
            ? LocalRedirect($"/console/standards/{taken.Plan.Body.Edition.Code}?taken=true")
            : problem;
}
