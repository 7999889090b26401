using System.Globalization;
using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Bulletins;

/// <summary>A block as it was typed, beside the one that is stored.</summary>
internal sealed record TypedBlock(
    BulletinBlock Block, int Position, string Heading, string Words, string Cases, bool IsOut);

/// <summary>Where words and order of a bulletin are changed. What another wrote meanwhile is shown
/// beside what was typed; nothing is lost.</summary>
[Needs(Permission.BulletinEdit)]
internal sealed class BulletinEditPage(
    BulletinLists lists, KeepBulletins keep, Callers callers) : PageModel
{
    public Bulletin Bulletin { get; private set; } = null!;

    public string Headline { get; private set; } = "";

    public IReadOnlyList<TypedBlock> Typed { get; private set; } = [];

    /// <summary>True where somebody else wrote in between.</summary>
    public bool Conflict => Problem?.Code == ProblemCode.ChangedMeanwhile;

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid bulletin)
    {
        if (!await ReadAsync(bulletin))
        {
            return NotFound();
        }

        Headline = Bulletin.Title;
        Typed =
        [
            .. BulletinText.Read(Bulletin.Blocks).Select((block, i) => new TypedBlock(
                block, i + 1, block.Heading, block.Words, Numbers(block), IsOut: false)),
        ];
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid bulletin, [FromForm] long? version)
    {
        var (form, stop) = (Request.Form, HttpContext.RequestAborted);
        var typed = form["n"].Select((n, i) => (Name: n ?? "", Place: PositionOf(form, n, i)))
            .OrderBy(one => one.Place).Select(one => one.Name).ToList();
        List<BlockWish> wishes =
        [
            .. typed.Where(n => !form.ContainsKey($"out-{n}")).Select(n => new BlockWish(
                int.TryParse(n, CultureInfo.InvariantCulture, out var known) ? known : -1, null,
                form[$"heading-{n}"], form[$"words-{n}"])
            {
                Cases = form.TryGetValue($"cases-{n}", out var cases) ? Read(cases) : null,
            }),
            .. Enum.TryParse<BlockKind>(form["add"], out var kind) && Enum.IsDefined(kind)
                ? new[] { new BlockWish(null, kind, null, null) }
                : [],
        ];
        var saved = await keep.EditAsync(
            bulletin, new BulletinEdit(form["headline"], wishes, version),
            await callers.OfAsync(HttpContext), stop);
        if (saved.Problem is null)
        {
            return LocalRedirect(wishes.Exists(one => one.N is null)
                ? $"{BulletinsPage.Here}/{bulletin}/edit?done=true"
                : $"{BulletinsPage.Here}/{bulletin}?done=true");
        }

        Problem = saved.Problem;
        Response.StatusCode = Problem.Code.HttpStatus();
        if (!await ReadAsync(bulletin))
        {
            return NotFound();
        }

        Headline = form["headline"].ToString();
        Typed = Beside(form, typed);
        return Page();
    }

    private List<TypedBlock> Beside(IFormCollection form, List<string> typed)
    {
        var stored = BulletinText.Read(Bulletin.Blocks).ToDictionary(one => $"{one.N}");
        return
        [
            .. typed.Where(stored.ContainsKey).Select((n, i) => new TypedBlock(
                stored[n], i + 1, form[$"heading-{n}"].ToString(),
                form[$"words-{n}"].ToString().ReplaceLineEndings("\n"),
                form[$"cases-{n}"].ToString(), form.ContainsKey($"out-{n}"))),
        ];
    }

    private async Task<bool> ReadAsync(Guid id)
    {
        var found = await lists.FindAsync(
            id, await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        Bulletin = found.Problem is null ? found.Value : null!;
        return found.Problem is null;
    }

    private static decimal PositionOf(IFormCollection form, string? n, int otherwise) =>
        decimal.TryParse(
            form[$"position-{n}"], CultureInfo.InvariantCulture, out var position)
            ? position
            : otherwise + 1;

    private static string Numbers(BulletinBlock block) =>
        string.Join('\n', block.Pairs.Select(one => one.CaseNumber));

    private static string[] Read(string? typed) =>
        (typed ?? "").Split(
            [' ', '\n', '\r', ',', '，', '、', ';'],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
