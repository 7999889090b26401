using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Notices;

/// <summary>How oneself wants to be told.</summary>
internal sealed class NoticeSettingsPage(
    KeepNoticeSettings keep, AddressProofs proofs, CityHolder city, Callers callers) : PageModel
{
    private Guid account;

    public NoticeWish Typed { get; private set; } = new();

    public Problem? Problem { get; private set; }

    /// <summary>No letter leaves a demonstration city: its link is shown here.</summary>
    public string? DemonstrationLink =>
        city.Current.Identity.Demonstration && Typed is { Address: { } address, IsProven: false }
            ? proofs.Link(account, address)
            : null;

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
        var outcome = await keep.SaveAsync(
            account, typed, HttpContext.RequestAborted, RequestLanguage.Of(HttpContext));
        if (outcome.Problem is not { } problem)
        {
            return LocalRedirect("/account/notices?done=true");
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }
}
