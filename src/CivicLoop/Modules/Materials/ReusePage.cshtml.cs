using CivicLoop.Domain.Materials;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Materials.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Materials;

/// <summary>What the loop already holds, each entry with the one click that names it as evidence
/// for a material.</summary>
internal sealed class ReusePage(
    DossierLists lists, SaveMaterial save, IEnumerable<IEvidenceSource> sources, CityHolder city,
    Callers callers) : PageModel
{
    public const string Here = "/console/materials/reuse";

    private const int Shown = 20;

    private const int WordsMax = 60;

    public MaterialFolder Folder { get; private set; } = null!;

    public string Words { get; private set; } = "";

    public IReadOnlyList<HeldEvidence> Found { get; private set; } = [];

    public bool MayRefer { get; private set; }

    public Problem? Problem { get; private set; }

    public bool IsNamed(HeldEvidence one) => Folder.Newest?.References
        .Any(row => row.Kind == one.Kind && row.RefKey == one.Key) == true;

    public async Task<IActionResult> OnGetAsync([FromQuery] Guid? id, [FromQuery] string? words) =>
        id is not { } known ? LocalRedirect(DossiersPage.Here)
        : await ReadAsync(known, words) ? Page()
        : NotFound();

    public async Task<IActionResult> OnPostAsync(
        [FromQuery] Guid id, [FromQuery] string? words, [FromForm] string reference)
    {
        var stop = HttpContext.RequestAborted;
        if (await lists.FolderAsync(id, stop) is not { } folder)
        {
            return NotFound();
        }

        var newest = folder.Newest;
        var input = new VersionInput
        {
            Text = newest?.Version.Words,
            Keep = [.. newest?.Files.Select(file => file.Sha256) ?? []],
            References =
            [
                .. newest?.References.Select(one => $"{one.Kind}:{one.RefKey}") ?? [], reference,
            ],
            Seen = folder.Material.VersionN,
        };
        Problem = (await save.RunAsync(id, input, await callers.OfAsync(HttpContext), stop))
            .Problem;
        if (Problem is null)
        {
            return LocalRedirect($"{MaterialPage.Here}?id={id}&done=true");
        }

        Response.StatusCode = Problem.Code.HttpStatus();
        return await ReadAsync(id, words) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(Guid id, string? words)
    {
        var stop = HttpContext.RequestAborted;
        if (await lists.FolderAsync(id, stop) is not { } folder)
        {
            return false;
        }

        Folder = folder;
        Words = words?.Trim() ?? "";
        Words = Words.Length > WordsMax ? Words[..WordsMax] : Words;
        var caller = await callers.OfAsync(HttpContext);
        MayRefer = MaterialWorkflow.Find(folder.Material.State, MaterialCommand.Save) is { } edge
            && MaterialWriter.Refuse(caller, edge, folder.Material, city.Current) is null;
        var found = new List<HeldEvidence>();
        foreach (var source in sources)
        {
            found.AddRange(await source.FindAsync(caller, Words, Shown, stop));
        }

        Found = found;
        return true;
    }
}
