using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Notices;

/// <summary>How oneself wants to be told.</summary>
internal sealed class NoticeSettingsPage(KeepNoticeSettings keep, Callers callers) : PageModel
{
    private Guid account;

    public NoticeWish Typed { get; private set; } = new();

    public Problem? Problem { get; private set; }

    public override async Task OnPageHandlerExecutionAsync(
        PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await callers.SignedInAsync(HttpContext) is not { } me)
        {
            context.Result = Challenge();
            return;
        }

        account = me.AccountId;
        await next();
    }

    public async Task OnGetAsync() =>
        Typed = await keep.OfAsync(account, HttpContext.RequestAborted);

    public async Task<IActionResult> OnPostAsync([FromForm] NoticeWish typed)
    {
        Typed = typed;
        var outcome = await keep.SaveAsync(account, typed, HttpContext.RequestAborted);
        if (outcome.Problem is not { } problem)
        {
            return LocalRedirect("/account/notices?done=true");
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }
}
