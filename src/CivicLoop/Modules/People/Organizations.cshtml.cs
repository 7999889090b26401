using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.People;

/// <summary>The three trees of organisations, and their upkeep.</summary>
[Needs(Permission.OrganizationEdit)]
internal sealed class OrganizationsPage(
    PeopleLists lists, KeepOrganizations keep, Callers callers) : PageModel
{
    [BindProperty(SupportsGet = true, Name = "tree")]
    public OrganizationTree? Tree { get; set; }

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Search { get; set; }

    [BindProperty(SupportsGet = true, Name = "after")]
    public string? After { get; set; }

    [BindProperty(SupportsGet = true, Name = "done")]
    public bool Done { get; set; }

    public IReadOnlyList<Organization> Rows { get; private set; } = [];

    public string? Next { get; private set; }

    public Problem? Problem { get; private set; }

    public WantedOrganization Typed { get; private set; } =
        new(null, OrganizationTree.Line, null, null, null, null, null);

    /// <summary>This list with its search, as the address of a form.</summary>
    public string Here(string handler) => Request.Path + QueryString.Create(
    [
        KeyValuePair.Create("handler", (string?)handler),
        KeyValuePair.Create("tree", Tree?.ToString()),
        KeyValuePair.Create("q", Search),
        KeyValuePair.Create("after", After),
    ]);

    public void OnGet() => Show();

    public async Task<IActionResult> OnPostAddAsync(
        [FromForm] string? code, [FromForm] OrganizationTree newTree, [FromForm] string? parent,
        [FromForm] string? nameZh, [FromForm] string? nameEn, [FromForm] string? kind,
        [FromForm] string? area)
    {
        Typed = new WantedOrganization(code, newTree, parent, nameZh, nameEn, kind, area);
        return Answer(await keep.AddAsync(Typed, await ActorAsync(), HttpContext.RequestAborted));
    }

    public async Task<IActionResult> OnPostRenameAsync(
        [FromForm] string? code, [FromForm] string? nameZh, [FromForm] string? nameEn) =>
        Answer(await keep.RenameAsync(
            code ?? "", nameZh, nameEn, await ActorAsync(), HttpContext.RequestAborted));

    public async Task<IActionResult> OnPostRetireAsync([FromForm] string? code) =>
        Answer(await keep.RetireAsync(
            code ?? "", await ActorAsync(), HttpContext.RequestAborted));

    private async Task<string> ActorAsync() => (await callers.OfAsync(HttpContext)).Actor;

    private IActionResult Answer(Outcome<Organization> outcome)
    {
        if (outcome.Problem is not { } problem)
        {
            return LocalRedirect(Request.Path + QueryString.Create(
            [
                KeyValuePair.Create("tree", Tree?.ToString()),
                KeyValuePair.Create("q", Search),
                KeyValuePair.Create("done", (string?)"true"),
            ]));
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        Show();
        return Page();
    }

    private void Show()
    {
        var page = lists.Organizations(
            Tree, parent: null, Search, After, PeopleLists.LimitDefault);
        Rows = page.Items;
        Next = page.Next;
    }
}
