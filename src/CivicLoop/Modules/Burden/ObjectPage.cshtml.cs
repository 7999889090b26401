using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Burden;

/// <summary>Objects to a request, for one's own unit.</summary>
[Needs(Permission.TaskWork)]
internal sealed class ObjectPageModel(
    ActOnObjection act, CityDatabase database, Callers callers)
    : PageModel
{
    /// <summary>Null where no request was chosen.</summary>
    public AskedThing? About { get; private set; }

    public string? Source { get; private set; }

    public ObjectionInput Typed { get; private set; } = new(null, null, null, null);

    public Problem? Problem { get; private set; }

    public async Task OnGetAsync([FromQuery] string? source, [FromQuery] Guid? id)
    {
        Source = source;
        if (id is { } known && act.Source(source) is { } asks)
        {
            await using var context = database.OpenContext();
            About = await asks.FindAsync(context, known, HttpContext.RequestAborted);
        }
    }

    public async Task<IActionResult> OnPostAsync([FromForm] ObjectionInput typed)
    {
        Typed = typed;
        if ((await act.MakeAsync(
                typed, await callers.OfAsync(HttpContext), HttpContext.RequestAborted))
            .Try(out var made, out var problem))
        {
            return LocalRedirect($"/console/burden/objection?id={made.Id}&done=true");
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        await OnGetAsync(typed.Source, typed.Id);
        return Page();
    }
}
