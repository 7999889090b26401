using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Bulletins;

/// <summary>Where a letter is written; an order that takes the place of a reminder begins with what
/// the reminder said.</summary>
[Needs(Permission.LetterIssue)]
internal sealed class LetterNewPage(
    SendLetter send, LetterLists letters, BulletinLists bulletins, Callers callers) : PageModel
{
    private const int BulletinsShown = 30;

    public LetterInput Typed { get; private set; } =
        new(null, null, null, null, null, null, null, null, null, null, null);

    public IReadOnlyList<Bulletin> Bulletins { get; private set; } = [];

    public Problem? Problem { get; private set; }

    public async Task OnGetAsync([FromQuery] LetterInput typed)
    {
        Typed = typed;
        if (typed.Escalates is { } id
            && (await letters.FindAsync(
                id, await callers.OfAsync(HttpContext), HttpContext.RequestAborted))
                .Try(out var file, out _))
        {
            var one = file.Letter;
            Typed = new LetterInput(
                LetterKind.SupervisionOrder, one.UnitCode, one.CaseNumber, one.BulletinId,
                one.BlockN, one.Title, one.Words, one.BasisName, one.BasisNumber, null, id);
        }

        await ReadAsync();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] LetterInput typed)
    {
        var sent = await send.RunAsync(
            typed, await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        if (sent.Try(out var letter, out var problem))
        {
            return LocalRedirect($"{LettersPage.Here}/{letter.Id}?done=true");
        }

        (Problem, Typed) = (problem, typed);
        Response.StatusCode = problem.Code.HttpStatus();
        await ReadAsync();
        return Page();
    }

    private async Task ReadAsync() =>
        Bulletins = (await bulletins.PageAsync(
            BulletinState.Published, withDrafts: false, null, BulletinsShown,
            HttpContext.RequestAborted)).Items;
}
