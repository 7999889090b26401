using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Command;

/// <summary>What the form of a broadcast sends.</summary>
internal sealed record BroadcastForm
{
    public string? Headline { get; init; }

    public string? Text { get; init; }

    public bool IsUrgent { get; init; }

    public string? Until { get; init; }

    public IReadOnlyList<string?>? Areas { get; init; }

    public IReadOnlyList<string?>? Units { get; init; }

    /// <summary>Whom the page said it reaches, as <see cref="BroadcastNewPage.Seen"/>.</summary>
    public string? Seen { get; init; }
}

/// <summary>Where a command body writes a broadcast: the first press says how many people it
/// reaches, the second one sends it.</summary>
[Needs(Permission.DirectiveIssue)]
internal sealed class BroadcastNewPage(SendBroadcast send, Callers callers, CityHolder city)
    : PageModel
{
    private const int UnitFields = 4;

    public BroadcastForm Typed { get; private set; } = new();

    public Problem? Problem { get; private set; }

    /// <summary>Null until the form was read without a fault.</summary>
    public BroadcastPreview? Preview { get; private set; }

    /// <summary>It reaches others than the page said before.</summary>
    public bool IsChanged { get; private set; }

    /// <summary>The whole city and its districts.</summary>
    public IEnumerable<Area> Areas =>
        city.Current.Areas is { Whole: { } whole } areas
            ? areas.Districts.Prepend(whole)
            : city.Current.Areas.Districts;

    public IEnumerable<string> UnitsTyped
    {
        get
        {
            List<string> given =
            [
                .. (Typed.Units ?? []).OfType<string>()
                    .Where(word => !string.IsNullOrWhiteSpace(word)),
            ];
            return given.Concat(Enumerable.Repeat("", Math.Max(1, UnitFields - given.Count)));
        }
    }

    public async Task<IActionResult> OnPostAsync([FromForm] BroadcastForm typed)
    {
        Typed = typed;
        var input = new BroadcastInput(
            typed.Headline, typed.Text, typed.IsUrgent, typed.Until, typed.Areas, typed.Units);
        var caller = await callers.OfAsync(HttpContext);
        var stop = HttpContext.RequestAborted;
        if (!(await send.ReachAsync(input, caller, stop)).Try(out var preview, out var problem))
        {
            return Refuse(problem);
        }

        Preview = preview;
        IsChanged = typed.Seen is { Length: > 0 } seen && seen != Seen;
        if (typed.Seen != Seen)
        {
            return Page();
        }

        return (await send.RunAsync(input, caller, stop)).Try(out var sent, out problem)
            ? LocalRedirect($"{BroadcastsPage.Here}/{sent.Id}?done=true")
            : Refuse(problem);
    }

    /// <summary>Who is reached, in a word that the next press brings back.</summary>
    public string? Seen => Preview is { } seen
        ? string.Join(
            ' ',
            [
                $"{seen.People}/{seen.Units.Count}", .. Typed.Areas ?? [],
                .. UnitsTyped.Where(word => word.Length > 0),
            ])
        : null;

    private PageResult Refuse(Problem problem)
    {
        (Problem, Preview) = (problem, null);
        Response.StatusCode = problem.Code.HttpStatus();
        return Page();
    }
}
