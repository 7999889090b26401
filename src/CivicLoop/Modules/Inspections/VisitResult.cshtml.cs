using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Standards;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Inspections;

/// <summary>What one visit found, for who reads results; the inspector is not named.</summary>
[Needs(Permission.InspectionRead)]
internal sealed class VisitResultPage(VisitLists visits, Callers callers) : PageModel
{
    public VisitFile Shown { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid visit)
    {
        var caller = await callers.OfAsync(HttpContext);
        if (!(await visits.OpenAsync(visit, caller, HttpContext.RequestAborted))
                .Try(out var file, out _)
            || file.Visit.State != VisitState.Done)
        {
            return NotFound();
        }

        Shown = file;
        return Page();
    }

    /// <summary>What was seen, in the reader's words.</summary>
    public static string Seen(ModuleTexts<InspectionTexts> texts, VisitAnswer answer) =>
        answer.Kind == AnswerKind.NotApplicable ? "–"
        : answer.Rule.Kind switch
        {
            CountRuleKind.YesNo => texts[answer.Found > 0 ? "Visit.Yes" : "Visit.No"],
            CountRuleKind.State => "–",
            CountRuleKind.Instances => $"{answer.Found}",
            CountRuleKind.Count => $"{answer.Found} ÷ {answer.Rule.Need}",
            CountRuleKind.Ratio => $"{answer.Found} ÷ {answer.Whole}",
        };
}
