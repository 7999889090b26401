using CivicLoop.Domain.Burden;
using CivicLoop.Platform.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Burden;

/// <summary>Objections and how they were answered; for all staff.</summary>
internal sealed class ObjectionsPage(BurdenLists lists) : PageModel
{
    private const int Shown = 30;

    public ObjectionState? State { get; private set; }

    public Page<Objection> List { get; private set; } = new([], null);

    public bool IsFirst { get; private set; } = true;

    public async Task OnGetAsync([FromQuery] ObjectionState? state, [FromQuery] string? after)
    {
        State = state;
        IsFirst = string.IsNullOrEmpty(after);
        List = await lists.ObjectionsAsync(
            state, unit: null, after, Shown, HttpContext.RequestAborted);
    }
}
