using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Cases;

/// <summary>The sentences ready for steps: made, changed and removed.</summary>
[Needs(Permission.CatalogueEdit)]
internal sealed class TemplatesPage(ResponseTemplates templates, Callers callers) : PageModel
{
    public IReadOnlyList<ResponseTemplate> All { get; private set; } = [];

    public WantedTemplate Typed { get; private set; } = new();

    /// <summary>The template whose form was refused; null for the new one.</summary>
    public Guid? Tried { get; private set; }

    public Problem? Problem { get; private set; }

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync(
        [FromForm] Guid? id, [FromForm] WantedTemplate typed)
    {
        var caller = await callers.OfAsync(HttpContext);
        var saved = await templates.SaveAsync(
            id, typed, caller.Actor, HttpContext.RequestAborted);
        if (saved.Problem is not { } problem)
        {
            return LocalRedirect("/console/administration/templates?done=true");
        }

        Tried = id;
        Typed = typed;
        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        await LoadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostRemoveAsync([FromForm] Guid id)
    {
        var caller = await callers.OfAsync(HttpContext);
        await templates.RemoveAsync(id, caller.Actor, HttpContext.RequestAborted);
        return LocalRedirect("/console/administration/templates?done=true");
    }

    private async Task LoadAsync() => All = await templates.AllAsync(HttpContext.RequestAborted);
}
