using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.People;

/// <summary>Moves one organisation: choose its parent, see who would reach it, confirm.</summary>
[Needs(Permission.OrganizationEdit)]
internal sealed class MoveOrganizationPage(
    KeepOrganizations keep, OrganizationReach reach, CityHolder city, Callers callers) : PageModel
{
    public Organization Moved { get; private set; } = null!;

    /// <summary>What was typed; empty for the root of the tree.</summary>
    public string? Typed { get; private set; }

    public Organization? Parent { get; private set; }

    public MoveReach? Reach { get; private set; }

    public Problem? Problem { get; private set; }

    /// <summary>Bodies it may stand below. A tree of communities is too long a list to send; any
    /// code may be typed.</summary>
    public IReadOnlyList<Organization> Choices { get; private set; } = [];

    private const int ChoicesMax = 300;

    public Task<IActionResult> OnGetAsync(string code, [FromQuery] string? parent) =>
        ShowAsync(code, parent, isAsked: parent is not null);

    public async Task<IActionResult> OnPostAsync(string code, [FromForm] string? parent)
    {
        var moved = await keep.MoveAsync(
            code, parent, (await callers.OfAsync(HttpContext)).Actor, HttpContext.RequestAborted);
        if (moved.Try(out var placed, out var problem))
        {
            return LocalRedirect(
                $"/console/administration/organizations/tree?tree={placed.Tree}"
                + $"&at={placed.ParentCode}&done=true");
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        return await ShowAsync(code, parent, isAsked: false);
    }

    private async Task<IActionResult> ShowAsync(string code, string? parent, bool isAsked)
    {
        var chart = city.Current.Organizations;
        if (chart.Find(code) is not { RetiredAt: null } moved)
        {
            return NotFound();
        }

        Moved = moved;
        Typed = isAsked || Problem is not null ? parent?.Trim() : moved.ParentCode;
        Choices =
        [
            .. chart.All.Where(one => one.Tree == moved.Tree && one.RetiredAt is null
                    && !one.Path.StartsWith(moved.Path, StringComparison.Ordinal))
                .OrderBy(one => one.Path.Count(letter => letter == '/'))
                .ThenBy(one => one.Path, StringComparer.Ordinal).Take(ChoicesMax),
        ];
        if (isAsked)
        {
            var wanted = string.IsNullOrWhiteSpace(parent) ? null : parent.Trim();
            var placed = OrganizationPlacement.Move(chart, code, wanted);
            if (placed.Problem is { } problem)
            {
                Problem = problem;
                Response.StatusCode = problem.Code.HttpStatus();
                return Page();
            }

            Parent = chart.Find(wanted);
            Reach = await reach.OfAsync(moved, Parent, HttpContext.RequestAborted);
        }

        return Page();
    }
}
