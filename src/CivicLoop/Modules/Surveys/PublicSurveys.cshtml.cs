using CivicLoop.Domain.Surveys;
using CivicLoop.Platform.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Surveys;

/// <summary>What is asked and what came of what was, for everybody; an invitation code opens the
/// survey it belongs to.</summary>
internal sealed class PublicSurveysPage(SurveyLists lists) : PageModel
{
    public const string Here = "/surveys";

    private const int Shown = 20;

    public Page<Survey> List { get; private set; } = new([], null);

    public bool IsFirst { get; private set; } = true;

    public async Task<IActionResult> OnGetAsync(
        [FromQuery] Guid? after, [FromQuery] string? code)
    {
        if (!string.IsNullOrWhiteSpace(code))
        {
            return LocalRedirect(AnswerPage.AddressOf(code.Trim()));
        }

        IsFirst = after is null;
        List = await lists.PageAsync(
            withDrafts: false, after, Shown, HttpContext.RequestAborted);
        return Page();
    }
}
