using CivicLoop.Domain.People;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Notices;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Notices;

/// <summary>What the person's organisation was told.</summary>
[Needs(Permission.CaseSee)]
internal sealed class NoticesPage(NoticeLists lists, Callers callers) : PageModel
{
    public IReadOnlyList<OutboxMessage> Notices { get; private set; } = [];

    public async Task OnGetAsync() => Notices = await lists.NewestAsync(
        await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
}
