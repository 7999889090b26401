using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Surveys;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Surveys;

/// <summary>Where an interviewer asks: which classes are still wanted is seen before asking, and
/// what came of each attempt is counted. No number, no name and no interviewer is kept.</summary>
[Needs(Permission.SurveyInterview)]
internal sealed class InterviewPage(
    SurveyLists lists, AnswerSurvey answer, LogAttempt log, Callers callers) : PageModel
{
    public Survey Survey { get; private set; } = null!;

    public IReadOnlyList<Fulfilment> Fulfilled { get; private set; } = [];

    public bool IsAsked { get; private set; }

    public SurveyForm Typed { get; private set; } = SurveyForm.Fresh();

    /// <summary>Names the form in which an attempt is counted, anew with each page.</summary>
    public Guid AttemptForm { get; } = Guid.CreateVersion7();

    public Problem? Problem { get; private set; }

    public static string AddressOf(Survey survey) =>
        $"{SurveysPage.Here}/{survey.Key}/interview";

    public async Task<IActionResult> OnGetAsync(string survey) =>
        await ReadAsync(survey) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(string survey)
    {
        Typed = SurveyForm.Of(Request.Form);
        var outcome = await answer.ByInterviewAsync(
            survey, Typed.Input, await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        return await EndAsync(survey, outcome.Problem);
    }

    public async Task<IActionResult> OnPostAttemptAsync(
        string survey, [FromForm] SurveyAttempt? outcome, [FromForm] Guid? form)
    {
        var logged = await log.RunAsync(
            survey, outcome, await callers.OfAsync(HttpContext), form,
            HttpContext.RequestAborted);
        return await EndAsync(survey, logged.Problem);
    }

    private async Task<IActionResult> EndAsync(string survey, Problem? problem)
    {
        if (!await ReadAsync(survey))
        {
            return NotFound();
        }

        if (problem is null)
        {
            return LocalRedirect($"{AddressOf(Survey)}?done=true");
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }

    private async Task<bool> ReadAsync(string key)
    {
        var stop = HttpContext.RequestAborted;
        var caller = await callers.OfAsync(HttpContext);
        if (!(await lists.SeenAsync(key, caller, stop)).Try(out var survey, out _))
        {
            return false;
        }

        Survey = survey;
        IsAsked = survey.IsAskedOn(lists.Today);
        Fulfilled = await lists.FulfilledAsync(survey, stop);
        return true;
    }
}
