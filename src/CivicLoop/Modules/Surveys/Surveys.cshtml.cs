using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Domain.Surveys;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Surveys;

/// <summary>All surveys, for staff; who writes them begins a new one here.</summary>
internal sealed class SurveysPage(
    SurveyLists lists, KeepSurveys keep, EditionLists editions, Callers callers) : PageModel
{
    public const string Here = "/console/surveys";

    private const int Shown = 30;
    private const int UsualDays = 30;
    private const int EditionsMax = 50;

    public Page<Survey> List { get; private set; } = new([], null);

    public bool IsFirst { get; private set; } = true;

    public bool MayEdit { get; private set; }

    public bool MayInterview { get; private set; }

    public string? Code { get; private set; }

    public HeadForm Head { get; private set; } = new();

    public IReadOnlyList<Edition> Editions { get; private set; } = [];

    public Problem? Problem { get; private set; }

    public async Task OnGetAsync([FromQuery] Guid? after)
    {
        Head = new HeadForm
        {
            From = TypedDay.Show(lists.Today),
            Until = TypedDay.Show(lists.Today.AddDays(UsualDays)),
            LeastShown = $"{Questionnaire.ShownLeast}", HoldsMonths = "12", IsOpen = true,
        };
        await ReadAsync(after);
    }

    public async Task<IActionResult> OnPostAsync(
        [FromForm] string? code, [FromForm] HeadForm typed)
    {
        (Code, Head) = (code, typed);
        if (typed.Read(null).Try(out var asked, out var problem)
            && (await keep.MakeAsync(
                code, asked, await callers.OfAsync(HttpContext), HttpContext.RequestAborted))
                .Try(out var made, out problem))
        {
            return LocalRedirect($"{Here}/{made.Key}?done=true");
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        await ReadAsync(after: null);
        return Page();
    }

    private async Task ReadAsync(Guid? after)
    {
        var caller = await callers.OfAsync(HttpContext);
        var stop = HttpContext.RequestAborted;
        MayEdit = caller.MaySomewhere(Permission.SurveyEdit);
        MayInterview = caller.MaySomewhere(Permission.SurveyInterview);
        IsFirst = after is null;
        List = await lists.PageAsync(MayEdit, after, Shown, stop);
        Editions = MayEdit
            ? (await editions.EditionsAsync(null, EditionsMax, stop)).Items
            : [];
    }
}
