using CivicLoop.Domain.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.People;

/// <summary>A node of the tree as it is drawn, with its children where it is open.</summary>
internal sealed record TreeNode(
    Organization Organization, int Below, bool IsHere, IReadOnlyList<TreeNode> Children);

/// <summary>One of the three trees, open along one path; a body is moved by dragging it or by its
/// form.</summary>
[Needs(Permission.OrganizationEdit)]
internal sealed class OrganizationTreePageModel(CityHolder city) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "tree")]
    public OrganizationTree Tree { get; set; }

    [BindProperty(SupportsGet = true, Name = "at")]
    public string? At { get; set; }

    public IReadOnlyList<TreeNode> Roots { get; private set; } = [];

    public void OnGet()
    {
        var chart = city.Current.Organizations;
        var here = chart.Find(At) is { } found && found.Tree == Tree ? found : null;
        Roots = Children(chart, null, here?.Path ?? "", here?.Code);
    }

    private List<TreeNode> Children(
        OrganizationChart chart, string? parent, string open, string? here) =>
        [.. chart.ChildrenOf(parent)
            .Where(one => one.Tree == Tree && one.RetiredAt is null)
            .OrderBy(one => one.Path, StringComparer.Ordinal)
            .Select(one => new TreeNode(
                one, chart.ChildrenOf(one.Code).Count(child => child.RetiredAt is null),
                one.Code == here,
                open.StartsWith(one.Path, StringComparison.Ordinal)
                    ? Children(chart, one.Code, open, here)
                    : []))];
}
