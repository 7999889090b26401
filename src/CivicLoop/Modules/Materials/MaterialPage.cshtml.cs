using CivicLoop.Domain.Materials;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Materials;

/// <summary>What the forms of a step send.</summary>
internal sealed record StepInput
{
    public MaterialCommand Command { get; init; }

    public string? Reason { get; init; }

    public bool Assured { get; init; }

    public string? Unit { get; init; }

    public string? Due { get; init; }
}

/// <summary>One material: what is asked for, what is there, what became of it, and the forms of
/// whoever has the next step; for all staff.</summary>
internal sealed class MaterialPage(
    DossierLists lists, SaveMaterial save, ActOnMaterial act, FindDuties duties, CityHolder city,
    FileStore files, Callers callers) : PageModel
{
    public const string Here = "/console/materials/material";

    public MaterialFolder Folder { get; private set; } = null!;

    public Material Material => Folder.Material;

    /// <summary>Steps this caller may take now; the source of every form.</summary>
    public IReadOnlyList<MaterialEdge> Next { get; private set; } = [];

    /// <summary>Whether the caller's own body wrote it: then others judge.</summary>
    public bool IsWriter { get; private set; }

    /// <summary>The text as it was typed, where it could not be kept.</summary>
    public string? TypedText { get; private set; }

    public StepInput Typed { get; private set; } = new();

    public Problem? Problem { get; private set; }

    /// <summary>The form a problem is about.</summary>
    public MaterialCommand? Form { get; private set; }

    public DateOnly Today => duties.Today;

    public bool May(MaterialCommand command) => Next.Any(edge => edge.Command == command);

    /// <summary>The problem as far as it is one of a form.</summary>
    public Problem? ProblemOf(MaterialCommand command) => Form == command ? Problem : null;

    public async Task<IActionResult> OnGetAsync([FromQuery] Guid? id) =>
        id is not { } known ? LocalRedirect(DossiersPage.Here)
        : await ReadAsync(known) ? Page()
        : NotFound();

    public async Task<IActionResult> OnGetFileAsync(
        [FromQuery] Guid id, [FromQuery] int n, [FromQuery] string sha256) =>
        (await MaterialDownload.OpenAsync(
            id, n, sha256, lists, files, HttpContext.RequestAborted))
            .Try(out var opened, out _)
            ? File(opened.Content, opened.ContentType, opened.Name)
            : NotFound();

    public async Task<IActionResult> OnPostSaveAsync([FromQuery] Guid id)
    {
        var stop = HttpContext.RequestAborted;
        var input = await MaterialsApi.ReadAsync(Request, stop);
        TypedText = input.Text;
        return await AnswerAsync(
            id, MaterialCommand.Save,
            (await save.RunAsync(id, input, await callers.OfAsync(HttpContext), stop)).Problem);
    }

    public async Task<IActionResult> OnPostStepAsync(
        [FromQuery] Guid id, [FromForm] StepInput typed)
    {
        var stop = HttpContext.RequestAborted;
        var caller = await callers.OfAsync(HttpContext);
        Typed = typed;
        var outcome = typed.Command == MaterialCommand.Assign
            ? await act.AssignAsync(id, typed.Unit, typed.Due, caller, stop)
            : await act.RunAsync(
                id, typed.Command, typed.Reason, typed.Assured, caller, stop);
        return await AnswerAsync(id, typed.Command, outcome.Problem);
    }

    private async Task<IActionResult> AnswerAsync(
        Guid id, MaterialCommand form, Problem? problem)
    {
        if (problem is null)
        {
            return LocalRedirect($"{Here}?id={id}&done=true");
        }

        (Problem, Form) = (problem, form);
        Response.StatusCode = problem.Code.HttpStatus();
        return await ReadAsync(id) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(Guid id)
    {
        if (await lists.FolderAsync(id, HttpContext.RequestAborted) is not { } folder)
        {
            return false;
        }

        Folder = folder;
        var caller = await callers.OfAsync(HttpContext);
        IsWriter = folder.Versions.Any(one => one.Version.MadeOrg == caller.OrganizationCode);
        Next =
        [
            .. MaterialWorkflow.Edges.Where(edge => edge.From.Contains(folder.Material.State)
                && MaterialWriter.Refuse(caller, edge, folder.Material, city.Current) is null
                && !(IsWriter && edge.Needs.HasFlag(MaterialNeeds.OtherBody))),
        ];
        return true;
    }
}
