using CivicLoop.Platform.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Inspections;

/// <summary>Every commitment there is, given-up ones too: who committed until a seed pleased them
/// would be seen.</summary>
internal sealed class DrawsPage(PublicDraw draws) : PageModel
{
    private const int Shown = 30;

    public Page<CommittedDraw> List { get; private set; } = new([], null);

    public bool IsFirst { get; private set; } = true;

    public async Task OnGetAsync([FromQuery] string? after)
    {
        IsFirst = string.IsNullOrEmpty(after);
        List = await draws.PageAsync(after, Shown, HttpContext.RequestAborted);
    }
}
