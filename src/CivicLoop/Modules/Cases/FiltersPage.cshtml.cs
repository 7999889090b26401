using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Cases;

/// <summary>One's own saved filters: opened, sent on, removed.</summary>
[Needs(Permission.CaseSee)]
internal sealed class FiltersPage(SavedFilters filters, Callers callers) : PageModel
{
    public IReadOnlyList<SavedFilter> Filters { get; private set; } = [];

    public string? Name { get; private set; }

    public string? Address { get; private set; }

    public Problem? Problem { get; private set; }

    public Task OnGetAsync() => LoadAsync();

    public async Task<IActionResult> OnPostAsync(
        [FromForm] string? name, [FromForm] string? address)
    {
        var saved = await filters.SaveAsync(
            name, address, await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        if (saved.Try(out var filter, out var problem))
        {
            return LocalRedirect(filter.Address);
        }

        Name = name;
        Address = SavedFilters.Tidy(address);
        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        await LoadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostRemoveAsync([FromForm] Guid id)
    {
        await filters.DeleteAsync(
            id, await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        return LocalRedirect("/console/filters");
    }

    private async Task LoadAsync() => Filters = await filters.OfAsync(
        await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
}
