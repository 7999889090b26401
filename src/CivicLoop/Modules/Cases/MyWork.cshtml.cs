using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Cases;

/// <summary>A worklist on the first page: how many wait, and the most urgent of them.</summary>
internal sealed record WaitingList(Duty Duty, int Count, IReadOnlyList<Case> First);

/// <summary>What I must do now, the least time left first.</summary>
[Needs(Permission.CaseSee)]
internal sealed class MyWorkPage(CaseLists lists, Callers callers) : PageModel
{
    private const int Shown = 5;

    public IReadOnlyList<WaitingList> Lists { get; private set; } = [];

    public async Task OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        var caller = await callers.OfAsync(HttpContext);
        var counts = await lists.CountsAsync(caller, stop);
        var found = new List<WaitingList>();
        foreach (var duty in Duty.All.Where(duty => caller.MaySomewhere(duty.Permission)))
        {
            var page = await lists.DutyAsync(
                duty, caller, new CaseFilter(), after: null, Shown, stop);
            found.Add(new WaitingList(duty, counts.GetValueOrDefault(duty.Name), page.Items));
        }

        Lists = found;
    }
}
