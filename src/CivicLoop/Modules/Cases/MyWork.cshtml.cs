using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Cases;

/// <summary>A worklist on the first page: how many wait, and the most urgent of them.</summary>
internal sealed record WaitingList(Duty Duty, int Count, IReadOnlyList<Case> First);

/// <summary>What I must do now, the least time left first. Everybody who is signed in begins here;
/// who keeps accounts or settings finds the menu.</summary>
internal sealed class MyWorkPage(CaseLists lists, DueByUnit due, Callers callers) : PageModel
{
    private const int Shown = 5;

    public bool MaySeeCases { get; private set; }

    public IReadOnlyList<WaitingList> Lists { get; private set; } = [];

    /// <summary>For who answers for several units: what is late there and about to be; null for
    /// others.</summary>
    public UnitLoads? Units { get; private set; }

    public async Task OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        var caller = await callers.OfAsync(HttpContext);
        MaySeeCases = caller.MaySomewhere(Permission.CaseSee);
        var counts = await lists.CountsAsync(caller, stop);
        var found = new List<WaitingList>();
        foreach (var duty in Duty.All.Where(duty => caller.MaySomewhere(duty.Permission)))
        {
            var page = await lists.DutyAsync(
                duty, caller, new CaseFilter(), after: null, Shown, stop);
            found.Add(new WaitingList(duty, counts.GetValueOrDefault(duty.Name), page.Items));
        }

        Lists = found;
        Units = due.IsFor(caller) ? await due.OfAsync(caller, stop) : null;
    }
}
