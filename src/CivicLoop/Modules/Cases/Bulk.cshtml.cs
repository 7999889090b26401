using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases;

/// <summary>A step that can be done on some of the chosen cases, and on how many.</summary>
internal sealed record BulkStep(StepForm Form, int Count);

/// <summary>A step's form for many cases (partial <c>_BulkForm</c>).</summary>
internal sealed record BulkFormView(
    BulkStep Step, string Rows, string Back, StepInput Typed, Problem? Problem);

/// <summary>One step on many cases: choose in a list, fill in once, see what became of each.
/// </summary>
[Needs(Permission.CaseSee)]
internal sealed class BulkPage(
    ActOnCases act, Callers callers, CityHolder city, CityDatabase database) : PageModel
{
    public IReadOnlyList<Case> Cases { get; private set; } = [];

    public IReadOnlyList<BulkStep> Steps { get; private set; } = [];

    /// <summary>The chosen cases as a form carries them.</summary>
    public string Rows { get; private set; } = "";

    /// <summary>The list they were chosen in.</summary>
    public string Back { get; private set; } = "/console/cases";

    public IReadOnlyList<DoneInBulk>? Done { get; private set; }

    public CaseCommand? Command { get; private set; }

    public string? Tried { get; private set; }

    public StepInput Typed { get; private set; } = new();

    public Problem? Problem { get; private set; }

    public IActionResult OnGet() => Redirect("/console/cases");

    public async Task<IActionResult> OnPostChooseAsync(
        [FromForm] string[] row, [FromForm] string? rows, [FromForm] string? back)
    {
        await LoadAsync([.. row, .. Split(rows)], back);
        return Cases.Count == 0 ? Refuse(new Problem(ProblemCode.FieldRequired, "cases")) : Page();
    }

    public async Task<IActionResult> OnPostAsync(
        [FromForm] string? rows, [FromForm] string? back, [FromForm] string? command,
        [FromForm] StepInput typed)
    {
        await LoadAsync(Split(rows), back);
        Tried = command;
        Typed = typed;
        if (CaseCommandNames.Read(command ?? "") is not { } asked)
        {
            return Refuse(new Problem(ProblemCode.UnknownValue, "command", command ?? ""));
        }

        if (!typed.Read(city.Current).Try(out var input, out var unreadable))
        {
            return Refuse(unreadable);
        }

        // What every case would be refused for is said once, beside its field.
        if (Steps.FirstOrDefault(step => step.Form.Command == asked)?.Form is { } form
            && Lacking(form, input) is { } lacking)
        {
            return Refuse(lacking);
        }

        var outcome = await act.RunAsync(
            [.. Split(rows).Select(ChosenCase.Read)], asked, input,
            await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        if (!outcome.Try(out var done, out var problem))
        {
            return Refuse(problem);
        }

        Done = done;
        Command = asked;
        await LoadAsync(
            [.. done.Where(one => one.Problem is not null).Select(one => one.Number)], back);
        return Page();
    }

    private static Problem? Lacking(StepForm form, ActInput input) =>
        !string.IsNullOrWhiteSpace(input.Words) ? null
        : form.Needs(CaseNeeds.Reason) ? new Problem(ProblemCode.FieldRequired, "reason")
        : form.Needs(CaseNeeds.Text) ? new Problem(ProblemCode.FieldRequired, "text")
        : null;

    private static string[] Split(string? rows) =>
        (rows ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries);

    private async Task LoadAsync(IReadOnlyList<string> words, string? back)
    {
        if (back?.StartsWith("/console/", StringComparison.Ordinal) == true)
        {
            Back = back;
        }

        var caller = await callers.OfAsync(HttpContext);
        var chosen = words.Select(ChosenCase.Read).DistinctBy(one => one.Number)
            .Take(ActOnCases.RowsMax).ToList();
        var numbers = chosen.Select(one => one.Number).ToList();
        await using var context = database.OpenContext();
        var found = await CaseFilter
            .Visible(
                context.Set<Case>().Where(row => numbers.Contains(row.Number)), caller,
                Permission.CaseSee, city.Current)
            .ToDictionaryAsync(row => row.Number, HttpContext.RequestAborted);
        chosen = [.. chosen.Where(one => found.ContainsKey(one.Number))];
        Cases = [.. chosen.Select(one => found[one.Number])];
        Rows = string.Join(',', chosen.Select(one =>
            one.Version is null ? one with { Version = found[one.Number].Version } : one));
        Steps =
        [
            .. Cases.SelectMany(row => StepForm.For(row, caller, city.Current, false))
                .Where(form => ActOnCases.Fits(form.Edge))
                .GroupBy(form => form.Command)
                .Select(group => new BulkStep(group.First(), group.Count()))
                .OrderByDescending(step => step.Form.IsMain)
                .ThenByDescending(step => step.Count),
        ];
    }

    private PageResult Refuse(Problem problem)
    {
        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }
}
