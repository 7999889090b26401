using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Inspections;

/// <summary>Makes a plan.</summary>
[Needs(Permission.InspectionPlan)]
internal sealed class PlanNewPage(KeepPlans keep, PlanChoices choices, Callers callers) : PageModel
{
    public PlanFieldsView Fields { get; private set; } = null!;

    public async Task OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        Fields = await choices.ForAsync(await choices.UsualAsync(stop), problem: null, stop);
    }

    public async Task<IActionResult> OnPostAsync([FromForm] PlanForm typed)
    {
        var stop = HttpContext.RequestAborted;
        if (typed.Read().Try(out var wish, out var problem)
            && (await keep.SaveAsync(null, wish, await callers.OfAsync(HttpContext), stop))
                .Try(out var plan, out problem))
        {
            return LocalRedirect($"{PlansPage.Here}/plans/{plan.Code}?done=true");
        }

        Fields = await choices.ForAsync(typed, problem, stop);
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }
}
