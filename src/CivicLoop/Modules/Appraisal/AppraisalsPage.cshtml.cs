using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.People;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Appraisal;

/// <summary>All appraisals, the newest year first; for all staff.</summary>
internal sealed class AppraisalsPage(AppraisalLists lists, Callers callers) : PageModel
{
    public IReadOnlyList<AppraisalYear> Years { get; private set; } = [];

    public bool MayKeep { get; private set; }

    public async Task OnGetAsync()
    {
        MayKeep = (await callers.OfAsync(HttpContext)).MaySomewhere(Permission.AppraisalKeep);
        Years = await lists.YearsAsync(HttpContext.RequestAborted);
    }
}
