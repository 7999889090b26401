using CivicLoop.Domain.People;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Surveys;

/// <summary>Results of a closed survey, for everybody.</summary>
internal sealed class PublicResultsPage(ReadResults results) : PageModel
{
    public SurveyFile Results { get; private set; } = null!;

    public ResultsView View { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(string survey, [FromQuery] string? item)
    {
        if (!(await results.OfAsync(survey, Caller.Resident, HttpContext.RequestAborted))
            .Try(out var file, out _))
        {
            return NotFound();
        }

        Results = file;
        View = ResultsView.Of(file, item, $"{PublicSurveysPage.Here}/{file.Survey.Key}");
        return Page();
    }
}
