using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Appraisal;

/// <summary>The final list of a year with its revisions, and as a table; for all staff.</summary>
internal sealed class FinalPage(
    AppraisalLists lists, ExportList export, ModuleTexts<AppraisalTexts> texts) : PageModel
{
    public int Number { get; private set; }

    /// <summary>Null while no list is fixed.</summary>
    public ListView? View { get; private set; }

    public async Task<IActionResult> OnGetAsync(int year, [FromQuery] int? revision)
    {
        var stop = HttpContext.RequestAborted;
        if ((await lists.FindAsync(year, stop)).Problem is not null)
        {
            return NotFound();
        }

        Number = year;
        View = (await lists.ListAsync(year, revision, stop)).Try(out var found, out _)
            ? found
            : null;
        return Page();
    }

    public async Task<IActionResult> OnGetFileAsync(int year, [FromQuery] int? revision) =>
        (await export.RunAsync(
            year, revision, key => texts[key], RequestLanguage.Of(HttpContext),
            HttpContext.RequestAborted)).Try(out var file, out _)
            ? File(file, SheetFile.ContentType, $"appraisal-{year}.xlsx")
            : NotFound();
}
