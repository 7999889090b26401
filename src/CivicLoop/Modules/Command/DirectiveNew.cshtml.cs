using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Command;

/// <summary>What the form of a directive sends; several numbers of cases stand in one field.
/// </summary>
internal sealed record DirectiveForm
{
    public string? Headline { get; init; }

    public string? Text { get; init; }

    public string? BasisName { get; init; }

    public IReadOnlyList<string?>? Units { get; init; }

    public IReadOnlyList<string?>? Copies { get; init; }

    public string? Cases { get; init; }

    public string? Due { get; init; }

    public int? Hours { get; init; }
}

/// <summary>Where a command body writes a directive.</summary>
[Needs(Permission.DirectiveIssue)]
internal sealed class DirectiveNewPage(IssueDirective issue, Callers callers) : PageModel
{
    private const int UnitFields = 6;

    private const int CopyFields = 3;

    private static readonly char[] BetweenNumbers = [' ', ',', '，', '、', ';', '；', '\n', '\r'];

    public DirectiveForm Typed { get; private set; } = new();

    public Problem? Problem { get; private set; }

    /// <summary>The fields for units, with what was typed and room for more.</summary>
    public IEnumerable<string> UnitsTyped => Fields(Typed.Units, UnitFields);

    public IEnumerable<string> CopiesTyped => Fields(Typed.Copies, CopyFields);

    public void OnGet([FromQuery] DirectiveForm typed) => Typed = typed;

    public async Task<IActionResult> OnPostAsync([FromForm] DirectiveForm typed)
    {
        Typed = typed;
        var issued = await issue.RunAsync(
            new DirectiveInput(
                typed.Headline, typed.Text, typed.BasisName, Given(typed.Units),
                Given(typed.Copies),
                typed.Cases?.Split(BetweenNumbers, StringSplitOptions.RemoveEmptyEntries),
                typed.Due, typed.Hours),
            await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        return issued.Try(out var directive, out var problem)
            ? LocalRedirect($"{WriteDirective.AddressOf(directive.Id)}?done=true")
            : Refuse(problem);
    }

    private PageResult Refuse(Problem problem)
    {
        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }

    private static List<string> Given(IReadOnlyList<string?>? typed) =>
        [.. (typed ?? []).OfType<string>().Where(word => !string.IsNullOrWhiteSpace(word))];

    private static IEnumerable<string> Fields(IReadOnlyList<string?>? typed, int room)
    {
        var given = Given(typed);
        return given.Concat(Enumerable.Repeat("", Math.Max(1, room - given.Count)));
    }
}
