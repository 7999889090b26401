using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Tasks;

/// <summary>Takes plans over to a new edition, after a look at what becomes of each.</summary>
[Needs(Permission.TaskPlan)]
internal sealed class CarryPage(CarryPlans carry, EditionLists editions, Callers callers)
    : PageModel
{
    private const int EditionsShown = 50;

    public string? From { get; private set; }

    public string? To { get; private set; }

    public IReadOnlyList<Edition> Editions { get; private set; } = [];

    /// <summary>Null until somebody looked.</summary>
    public IReadOnlyList<CarriedPlan>? Plans { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task OnGetAsync([FromQuery] string? from, [FromQuery] string? to)
    {
        (From, To) = (from, to);
        var stop = HttpContext.RequestAborted;
        Editions = (await editions.EditionsAsync(null, EditionsShown, stop)).Items;
        if (string.IsNullOrEmpty(from) && string.IsNullOrEmpty(to))
        {
            return;
        }

        var outcome = await carry.LookAsync(from, to, await callers.OfAsync(HttpContext), stop);
        Problem ??= outcome.Problem;
        Plans = outcome.Problem is null ? outcome.Value : null;
    }

    public async Task<IActionResult> OnPostAsync(
        [FromForm] string? from, [FromForm] string? to)
    {
        Problem = (await carry.RunAsync(
            from, to, await callers.OfAsync(HttpContext), HttpContext.RequestAborted)).Problem;
        if (Problem is null)
        {
            return LocalRedirect("/console/tasks/carry?done=true");
        }

        Response.StatusCode = Problem.Code.HttpStatus();
        await OnGetAsync(from, to);
        return Page();
    }
}
