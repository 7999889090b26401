using CivicLoop.Domain.Surveys;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Surveys;

/// <summary>Results of a closed survey for staff, to which scores lead.</summary>
internal sealed class SurveyResultsPage(ReadResults results, Callers callers) : PageModel
{
    public SurveyFile Results { get; private set; } = null!;

    public ResultsView View { get; private set; } = null!;

    public static string AddressOf(Survey survey) =>
        $"{SurveysPage.Here}/{survey.Key}/results";

    public async Task<IActionResult> OnGetAsync(string survey, [FromQuery] string? item)
    {
        if (!(await results.OfAsync(
                survey, await callers.OfAsync(HttpContext), HttpContext.RequestAborted))
            .Try(out var file, out _))
        {
            return NotFound();
        }

        Results = file;
        View = ResultsView.Of(file, item, AddressOf(file.Survey));
        return Page();
    }
}
