using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;
using Microsoft.AspNetCore.Mvc;

namespace CivicLoop.Modules.Statistics;

/// <summary>Enters a table of figures.</summary>
[Needs(Permission.StatisticEnter)]
internal sealed class FigureImportPage(
    Uploads uploads, ImportFigures import, Callers callers, ProblemTexts texts)
    : UploadReviewPage(uploads, callers, texts)
{
    public const string Path = $"{StatisticsPage.Here}/import";

    public override string Purpose => "statistics";

    public override string Here => Path;

    public FigureImport? View { get; private set; }

    public override IReadOnlyList<RefusedLine> Refused => View!.Refused;

    protected override Sheet Sheet => View!.Sheet;

    protected override IEnumerable<string> Columns => FigureSheet.Known.Keys;

    protected override async Task<Problem?> LookAsync(byte[] file, string actor)
    {
        var read = await import.LookAsync(file, await CallerAsync(), Stop);
        View = read.Problem is null ? read.Value : null;
        return read.Problem;
    }

    protected override async Task<Outcome<IActionResult>> TakeAsync(Upload upload, string actor) =>
        (await import.TakeAsync(upload.Body, upload, await CallerAsync(), Stop))
            .Try(out var taken, out var problem)
            ? LocalRedirect($"{Here}?taken={taken.Added.Count}")
            : problem;
}
