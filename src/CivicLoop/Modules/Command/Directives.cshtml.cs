using CivicLoop.Domain.People;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Command;

/// <summary>Directives for one's own unit, of one's own command body, and those one was told of;
/// with how much waits in each. For all staff.</summary>
internal sealed class DirectivesPage(
    DirectiveLists lists, FindCommandBodies bodies, Callers callers) : PageModel
{
    public const string Here = "/console/directives";

    private const int Shown = 30;

    public DirectiveBox Box { get; private set; }

    public DirectiveShow Show { get; private set; }

    public Page<DirectiveLine> List { get; private set; } = new([], null);

    public DirectiveCounts Counts { get; private set; } = new(0, 0, 0, 0);

    public bool IsFirst { get; private set; } = true;

    public bool MayIssue { get; private set; }

    public async Task OnGetAsync(
        [FromQuery] DirectiveBox? box, [FromQuery] DirectiveShow? show, [FromQuery] Guid? after)
    {
        var stop = HttpContext.RequestAborted;
        var caller = await callers.OfAsync(HttpContext);
        MayIssue = caller.MaySomewhere(Permission.DirectiveIssue)
            && bodies.Find(caller.OrganizationCode) is not null;
        Box = box ?? (MayIssue ? DirectiveBox.Body : DirectiveBox.Unit);
        (Show, IsFirst) = (show ?? DirectiveShow.Open, after is null);
        List = await lists.PageAsync(Box, Show, caller, after, Shown, stop);
        Counts = await lists.CountsAsync(Box, caller, stop);
    }

    /// <summary>Where a box shows something.</summary>
    public static string AddressOf(DirectiveBox box, DirectiveShow show) =>
        $"{Here}?box={box}&show={show}";
}
