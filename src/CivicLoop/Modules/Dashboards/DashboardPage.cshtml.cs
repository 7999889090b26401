using CivicLoop.Domain.Dashboards;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Dashboards;

/// <summary>A figure at the head of a dashboard and the list it opens.</summary>
/// <param name="Name">Key of its name.</param>
/// <param name="Look">Colour, as a tile of a worklist has it.</param>
internal sealed record DashboardFigure(
    string Name, string Value, string Note, string To, string Look);

/// <summary>工作看板: few figures that lead to an action, the trend with the limits of noise, the age
/// of what is open, rates of the areas, and places that repeat. Opens at one's own line or area.
/// </summary>
[Needs(Permission.CaseSee)]
internal sealed class DashboardPage(
    ReadDashboard read, DashboardScopes scopes, DashboardFiles files, Callers callers) : PageModel
{
    public const string Here = "/console/dashboard";

    public DashboardView? Shown { get; private set; }

    public RateBase By { get; private set; }

    /// <summary>The caller's own scope; null where they have none.</summary>
    public DashboardScope? Own { get; private set; }

    public bool SeesAll { get; private set; }

    public Problem? Problem { get; private set; }

    public static string AddressOf(DashboardScope scope) =>
        $"{Here}?scope={Uri.EscapeDataString(scope.Text)}";

    public async Task<IActionResult> OnGetAsync([FromQuery] string? scope, [FromQuery] RateBase? by)
    {
        var caller = await callers.OfAsync(HttpContext);
        (Own, SeesAll) = (scopes.HomeOf(caller), DashboardScopes.SeesAll(caller));
        if (!(await read.RunAsync(scope, caller, HttpContext.RequestAborted))
            .Try(out var view, out var problem))
        {
            Problem = problem;
            Response.StatusCode = problem.Code.HttpStatus();
            return Page();
        }

        Shown = view;
        By = by ?? view.UsualBase;
        return Page();
    }

    /// <summary>The table of one chart as CSV.</summary>
    public async Task<IActionResult> OnGetCsvAsync(
        [FromQuery] string? scope, [FromQuery] DashboardPart? part, [FromQuery] RateBase? by)
    {
        var caller = await callers.OfAsync(HttpContext);
        if (!(await read.RunAsync(scope, caller, HttpContext.RequestAborted))
            .Try(out var view, out var problem))
        {
            return StatusCode(problem.Code.HttpStatus());
        }

        return part is not { } wanted
            ? NotFound()
            : File(
                await files.WriteAsync(view, wanted, by ?? view.UsualBase), "text/csv",
                $"{wanted}-{view.Scope.Text}.csv".ToLowerInvariant());
    }

    /// <summary>Scopes the reader may turn to: the one shown, the own one, the city, its lines and
    /// districts, and what lies in the one shown.</summary>
    public IReadOnlyList<(string Code, string Name)> Choices(DashboardWords words)
    {
        var choices = new List<DashboardScope> { Shown!.Scope };
        choices.AddRange(Own is null ? [] : [Own]);
        if (SeesAll)
        {
            choices.Add(DashboardScope.City);
            choices.AddRange(scopes.Lines.Select(one => new DashboardScope(null, one.Code)));
            choices.AddRange(scopes.PartsOf(DashboardScope.City)
                .Select(one => new DashboardScope(one.Code, null)));
        }

        choices.AddRange(scopes.PartsOf(Shown.Scope)
            .Select(one => Shown.Scope with { Area = one.Code }));
        return [.. choices.Distinct().Select(one => (one.Text, words.Of(one)))];
    }

    /// <summary>Where the cases behind a number are listed.</summary>
    public static string ListOf(
        DashboardScope scope, DashboardShow show, params (string Name, string? Value)[] more) =>
        $"{DashboardCasesPage.Here}{QueryString.Create(
            more.Prepend(("show", show.ToString())).Prepend(("scope", scope.Text))
                .Where(one => one.Item2 is not null)
                .Select(one => KeyValuePair.Create(one.Item1, one.Item2)))}";

    public string FileOf(DashboardPart part) =>
        $"{AddressOf(Shown!.Scope)}&handler=Csv&part={part}&by={By}";
}
