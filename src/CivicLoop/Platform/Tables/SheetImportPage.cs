using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using Microsoft.AspNetCore.Mvc;

namespace CivicLoop.Platform.Tables;

/// <summary>A row as the import page shows it.</summary>
internal sealed record SheetImportRow(
    int Line, PlanKind Kind, string Code, string Name, IReadOnlyList<string> Fields,
    string? Link = null);

/// <summary>What a file would do, or did.</summary>
internal sealed record SheetImportView(
    Sheet Sheet, IReadOnlyList<SheetImportRow> Rows, IReadOnlyList<RefusedLine> Refused,
    int Along = 0)
{
    /// <summary>More rows are told in numbers; the files hold them all.</summary>
    public const int ShownMax = 300;

    public int Count(PlanKind kind) => Rows.Count(row => row.Kind == kind);
}

/// <summary>Taking in a list that is the whole of what there is: it adds, changes or ends rows, and
/// the present list can be had to be changed and sent back.</summary>
internal abstract class SheetImportPage(Uploads uploads, Callers callers, ProblemTexts texts)
    : UploadReviewPage(uploads, callers, texts)
{
    public SheetImportView? View { get; private set; }

    public bool Taken { get; private set; }

    public override IReadOnlyList<RefusedLine> Refused => View!.Refused;

    protected override Sheet Sheet => View!.Sheet;

    /// <summary>The present list, to be changed and sent back.</summary>
    public async Task<IActionResult> OnGetPresentAsync() => File(
        SheetFile.Write([.. Columns], await PresentAsync()), SheetFile.ContentType,
        $"{Purpose}.xlsx");

    protected abstract Task<Outcome<SheetImportView>> ReadAsync(byte[] file, string actor);

    protected abstract Task<Outcome<SheetImportView>> StoreAsync(Upload upload, string actor);

    protected abstract Task<IEnumerable<IReadOnlyList<object?>>> PresentAsync();

    protected sealed override async Task<Problem?> LookAsync(byte[] file, string actor)
    {
        var read = await ReadAsync(file, actor);
        View = read.Problem is null ? read.Value : null;
        return read.Problem;
    }

    // A new person's link is shown this once, so the answer is the page itself.
    protected sealed override async Task<Outcome<IActionResult>> TakeAsync(
        Upload upload, string actor)
    {
        if (!(await StoreAsync(upload, actor)).Try(out var view, out var problem))
        {
            return problem;
        }

        (View, Taken) = (view, true);
        return Page();
    }
}
