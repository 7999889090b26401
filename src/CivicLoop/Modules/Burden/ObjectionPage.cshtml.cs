using CivicLoop.Domain.Burden;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Burden;

/// <summary>One objection, its answer, and the form of whoever answers; for all staff.</summary>
internal sealed class ObjectionPageModel(
    BurdenLists lists, ActOnObjection act, CityDatabase database, Callers callers)
    : PageModel
{
    public Objection Objection { get; private set; } = null!;

    /// <summary>What it is about, where that is still there.</summary>
    public AskedThing? About { get; private set; }

    /// <summary>Other open requests of the unit, to merge into.</summary>
    public IReadOnlyList<AskedThing> Others { get; private set; } = [];

    public bool MayAnswer { get; private set; }

    public bool MayDismiss { get; private set; }

    public bool MayWithdraw { get; private set; }

    public AnswerInput Typed { get; private set; } = new(null, null, null, null, null);

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync([FromQuery] Guid? id) =>
        id is not { } known ? LocalRedirect("/console/burden/objections")
        : await ReadAsync(known) ? Page()
        : NotFound();

    public Task<IActionResult> OnPostAnswerAsync(
        [FromQuery] Guid id, [FromForm] AnswerInput typed)
    {
        Typed = typed;
        return ActAsync(id, caller => act.AnswerAsync(
            id, typed, caller, HttpContext.RequestAborted));
    }

    public Task<IActionResult> OnPostWithdrawAsync([FromQuery] Guid id) =>
        ActAsync(id, caller => act.WithdrawAsync(id, caller, HttpContext.RequestAborted));

    private async Task<IActionResult> ActAsync(
        Guid id, Func<Caller, Task<Outcome<Objection>>> run)
    {
        Problem = (await run(await callers.OfAsync(HttpContext))).Problem;
        if (Problem is null)
        {
            return LocalRedirect($"/console/burden/objection?id={id}&done=true");
        }

        Response.StatusCode = Problem.Code.HttpStatus();
        return await ReadAsync(id) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(Guid id)
    {
        var stop = HttpContext.RequestAborted;
        if (await lists.FindAsync(id, stop) is not { } objection)
        {
            return false;
        }

        Objection = objection;
        var caller = await callers.OfAsync(HttpContext);
        var voice = act.VoiceOf(caller);
        var isOpen = objection.State == ObjectionState.Open;
        var isAsker = voice.Organization == objection.AskedBy;
        MayAnswer = isOpen && voice.Organization != objection.UnitCode
            && (voice.IsKeeper || isAsker);
        MayDismiss = MayAnswer && voice.IsKeeper && !isAsker;
        MayWithdraw = isOpen && voice.Organization == objection.UnitCode
            && caller.MaySomewhere(Permission.TaskWork);
        if (act.Source(objection.Source) is { } source)
        {
            await using var context = database.OpenContext();
            About = await source.FindAsync(context, objection.SourceId, stop);
            Others = MayAnswer
                ? await source.OthersAsync(context, objection.SourceId, stop)
                : [];
        }

        return true;
    }
}
