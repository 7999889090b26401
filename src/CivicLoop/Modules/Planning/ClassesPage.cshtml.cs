using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Planning;

/// <summary>Classes whose new cases are held against the zones; who keeps the plan changes them.
/// </summary>
internal sealed class ClassesPage(WatchClasses classes, CityHolder city, Callers callers)
    : PageModel
{
    public const string Here = "/console/planning/classes";

    public IReadOnlyList<CaseClass> Watched { get; private set; } = [];

    /// <summary>Classes that are not watched yet.</summary>
    public IEnumerable<CaseClass> Offered => city.Current.Catalogue.All
        .Where(one => one.IsActive && !Watched.Contains(one));

    public bool MayEdit { get; private set; }

    public Problem? Problem { get; private set; }

    public Task OnGetAsync() => ReadAsync();

    public Task<IActionResult> OnPostAsync([FromForm(Name = "class")] string? code) =>
        ChangeAsync(code, isWatched: true);

    public Task<IActionResult> OnPostEndAsync([FromForm(Name = "class")] string? code) =>
        ChangeAsync(code, isWatched: false);

    private async Task<IActionResult> ChangeAsync(string? code, bool isWatched)
    {
        var outcome = await classes.RunAsync(
            code, isWatched, await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        if (outcome.Try(out _, out var problem))
        {
            return LocalRedirect(Here);
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        await ReadAsync();
        return Page();
    }

    private async Task ReadAsync()
    {
        Watched = await classes.ListAsync(HttpContext.RequestAborted);
        MayEdit = (await callers.OfAsync(HttpContext)).MaySomewhere(Permission.PlanningEdit);
    }
}
