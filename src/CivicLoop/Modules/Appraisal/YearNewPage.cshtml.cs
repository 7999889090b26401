using System.Globalization;
using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Appraisal;

/// <summary>Where the office opens the appraisal of a year.</summary>
[Needs(Permission.AppraisalKeep)]
internal sealed class YearNewPage(
    OpenAppraisal open, FindScores scores, WriteAppraisal writes, Callers callers) : PageModel
{
    public YearForm Typed { get; private set; } = new();

    public IReadOnlyList<ScoreChoice> Cards { get; private set; } = [];

    public Problem? Problem { get; private set; }

    public async Task OnGetAsync()
    {
        var year = writes.Today.Year;
        Typed = new YearForm
        {
            Year = year.ToString(CultureInfo.InvariantCulture),
            SelfDay = TypedDay.Show(new DateOnly(year, 12, 10)),
            AppealDay = TypedDay.Show(new DateOnly(year, 12, 20)),
            SignDay = TypedDay.Show(new DateOnly(year, 12, 31)),
            Margin = AppraisalWords.Points(OpenAppraisal.MarginUsualMilli),
            Excellent = AppraisalWords.Points(OpenAppraisal.ExcellentUsualMilli),
            Good = AppraisalWords.Points(OpenAppraisal.GoodUsualMilli),
            Fit = AppraisalWords.Points(OpenAppraisal.FitUsualMilli),
            CommendMax = AppraisalWords.Points(OpenAppraisal.CommendUsualMilli),
            BadYears = TwoYearRule.BadYearsUsual.ToString(CultureInfo.InvariantCulture),
            WithinYears = TwoYearRule.WithinYearsUsual.ToString(CultureInfo.InvariantCulture),
        };
        Cards = await scores.CardsAsync(HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostAsync([FromForm] YearForm typed)
    {
        var stop = HttpContext.RequestAborted;
        var made = typed.Read().Try(out var input, out var wrong)
            ? await open.OpenAsync(input, await callers.OfAsync(HttpContext), stop)
            : wrong;
        if (made.Try(out var year, out var problem))
        {
            return LocalRedirect($"{AppraisalPages.Year(year.Year)}?done=true");
        }

        (Typed, Problem) = (typed, problem);
        Response.StatusCode = problem.Code.HttpStatus();
        Cards = await scores.CardsAsync(stop);
        return Page();
    }
}
