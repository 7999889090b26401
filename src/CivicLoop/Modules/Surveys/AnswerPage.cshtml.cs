using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Surveys;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Surveys;

/// <summary>What the answering page shows.</summary>
internal enum AnswerShow
{
    Form,
    Thanks,

    /// <summary>This browser, or this code, answered before.</summary>
    Answered,

    /// <summary>Not begun, or over.</summary>
    Shut,
}

/// <summary>Where residents answer, by the open link or by a code. A browser that answered by the
/// link is told so by a cookie that says nothing but that.</summary>
internal sealed class AnswerPage(AnswerSurvey answer, SurveyLists lists, SurveyRate rate)
    : PageModel
{
    private const string CookiePrefix = "civicloop-answered-";
    private const int CookieDays = 200;

    /// <summary>Null where the address opens none.</summary>
    public Survey? Survey { get; private set; }

    public string Key { get; private set; } = "";

    public AnswerShow Show { get; private set; }

    public IReadOnlyList<Fulfilment> Fulfilled { get; private set; } = [];

    public SurveyForm Typed { get; private set; } = SurveyForm.Fresh();

    public Problem? Problem { get; private set; }

    public static string AddressOf(string key) => $"/survey/{Uri.EscapeDataString(key)}";

    public async Task<IActionResult> OnGetAsync(string key, [FromQuery] string? done)
    {
        if (!await ReadAsync(key))
        {
            return Page();
        }

        Show = done is not null ? AnswerShow.Thanks : Show;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(string key)
    {
        Typed = SurveyForm.Of(Request.Form);
        if (!rate.Allows(HttpContext.Connection.RemoteIpAddress))
        {
            await ReadAsync(key);
            return Refuse(new Problem(ProblemCode.TooManyRequests, null));
        }

        if (!await ReadAsync(key) || Show != AnswerShow.Form)
        {
            return Page();
        }

        var stop = HttpContext.RequestAborted;
        var outcome = IsLink
            ? await answer.ByLinkAsync(key, Typed.Input, stop)
            : await answer.ByCodeAsync(key, Typed.Input, stop);
        if (outcome.Problem is { } problem)
        {
            return Refuse(problem);
        }

        if (IsLink)
        {
            Response.Cookies.Append(CookiePrefix + Survey!.Key, "1", new CookieOptions
            {
                MaxAge = TimeSpan.FromDays(CookieDays), SameSite = SameSiteMode.Lax,
                HttpOnly = true, Secure = Request.IsHttps, IsEssential = true,
                Path = "/survey/",
            });
        }

        return LocalRedirect($"{AddressOf(key)}?done=true");
    }

    private bool IsLink { get; set; }

    private PageResult Refuse(Problem problem)
    {
        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }

    // The name of an open survey, else a code.
    private async Task<bool> ReadAsync(string key)
    {
        // A code stands in the address: it must not travel on to others.
        Response.Headers["Referrer-Policy"] = "no-referrer";
        Key = key;
        var stop = HttpContext.RequestAborted;
        var spent = false;
        if ((await lists.FindAsync(key, stop)).Try(out var survey, out _)
            && survey.Asked.IsOpen && survey.State != SurveyState.Draft)
        {
            IsLink = true;
            spent = Request.Cookies.ContainsKey(CookiePrefix + survey.Key);
        }
        else if ((await lists.OfCodeAsync(key, stop)).Try(out var found, out var missing))
        {
            (survey, spent) = found;
        }
        else
        {
            Refuse(missing);
            return false;
        }

        Survey = survey;
        Fulfilled = await lists.FulfilledAsync(survey, stop);
        Show = spent ? AnswerShow.Answered
            : survey.IsAskedOn(lists.Today) ? AnswerShow.Form
            : AnswerShow.Shut;
        if (Show != AnswerShow.Form)
        {
            // A form says so itself.
            Response.Headers.CacheControl = "no-store";
        }

        return true;
    }
}
