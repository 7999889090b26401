using CivicLoop.Domain.Command;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Command;

/// <summary>One directive with the orders somebody may see; units act here, the body judges.
/// </summary>
internal sealed class DirectivePage(
    DirectiveLists lists, ActOnDirective act, Callers callers, CityHolder city) : PageModel
{
    public DirectiveFile Shown { get; private set; } = null!;

    /// <summary>The order the form acts on; null where the caller can act on none, or has still to
    /// choose.</summary>
    public DirectiveOrder? Chosen { get; private set; }

    public IReadOnlyList<DirectiveCommand> Open { get; private set; } = [];

    /// <summary>Orders the caller can act on.</summary>
    public IReadOnlySet<Guid> Actionable { get; private set; } = new HashSet<Guid>();

    public DirectiveStepInput Typed { get; private set; } = new(null, null, null, null, null);

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid directive, [FromQuery] Guid? order) =>
        await ReadAsync(directive, order) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(
        Guid directive, [FromQuery] Guid order, [FromForm] DirectiveStepInput typed)
    {
        var problem = (await act.RunAsync(
            directive, order, typed, await callers.OfAsync(HttpContext),
            HttpContext.RequestAborted)).Problem;
        if (problem is null)
        {
            return LocalRedirect(
                $"{WriteDirective.AddressOf(directive)}?order={order}&done=true");
        }

        (Problem, Typed) = (problem, typed);
        Response.StatusCode = problem.Code.HttpStatus();
        return await ReadAsync(directive, order) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(Guid id, Guid? order)
    {
        var caller = await callers.OfAsync(HttpContext);
        if (!(await lists.FindAsync(id, caller, HttpContext.RequestAborted))
            .Try(out var file, out _))
        {
            return false;
        }

        Shown = file;
        IReadOnlyList<DirectiveCommand> OpenOf(DirectiveOrder one) =>
            file.Open(one, caller, city.Current.Organizations);
        var actionable = file.Orders.Where(one => OpenOf(one).Count > 0).ToList();
        Actionable = actionable.Select(one => one.Id).ToHashSet();
        Chosen = file.Orders.FirstOrDefault(one => one.Id == order)
            ?? (actionable is [var only] ? only : null);
        Open = Chosen is null ? [] : OpenOf(Chosen);
        return true;
    }
}
