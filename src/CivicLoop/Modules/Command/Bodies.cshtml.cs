using CivicLoop.Domain.People;
using CivicLoop.Modules.Command.Contracts;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Command;

/// <summary>Headquarters, its office, sub-headquarters and inspection groups; for all staff.
/// </summary>
internal sealed class BodiesPage(
    FindCommandBodies bodies, CommandLists lists, CommandDays days) : PageModel
{
    public IReadOnlyList<Organization> Bodies { get; private set; } = [];

    public IReadOnlyDictionary<string, BodyCounts> Counts { get; private set; } =
        new Dictionary<string, BodyCounts>();

    public async Task OnGetAsync()
    {
        Bodies = bodies.All;
        Counts = await lists.CountsAsync(days.Today, HttpContext.RequestAborted);
    }
}
