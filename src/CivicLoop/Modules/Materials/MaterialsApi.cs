using CivicLoop.Domain.Materials;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Materials;

internal sealed record StepBody(string? Reason, bool? Assured, string? Unit, string? Due);

/// <summary>Which materials a program asks for.</summary>
internal sealed record MaterialQuery
{
    public MaterialState? State { get; init; }

    public string? Unit { get; init; }

    public int? After { get; init; }

    public int? Limit { get; init; }
}

/// <summary>Dossiers and materials under <c>/api/v1</c>: all staff read; units write, the office
/// reviews, leaders sign.</summary>
internal static class MaterialsApi
{
    private const int PageOf = 50;

    public static void MapMaterialsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/dossiers", ListAsync).WithName("ListDossiers");
        api.MapPost("/dossiers", OpenAsync).WithName("OpenDossier");
        api.MapGet("/dossiers/{id:guid}", ShowAsync).WithName("ShowDossier");
        api.MapGet("/dossiers/{id:guid}/board", BoardAsync).WithName("ShowDeadlineBoard");
        api.MapPost("/dossiers/{id:guid}/export", ExportAsync).WithName("ExportDossier");
        api.MapGet("/materials/{id:guid}", MaterialAsync).WithName("ShowMaterial");
        api.MapGet("/materials/{id:guid}/files/{n:int}/{sha256}", FileAsync)
            .WithName("DownloadMaterialFile");
        api.MapPost("/materials/{id:guid}/versions", SaveAsync).WithName("SaveMaterial")
            .Accepts<IFormFile>("multipart/form-data");
        api.MapPost("/materials/{id:guid}/{command}", ActAsync).WithName("ActOnMaterial");
    }

    /// <summary>The form of a version, as pages and programs send it.</summary>
    public static async Task<VersionInput> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        var form = await request.ReadFormAsync(stop);
        return new VersionInput
        {
            Text = form["text"],
            Keep = [.. form["keep"].OfType<string>()],
            References = [.. form["references"].OfType<string>()],
            Seen = int.TryParse(form["seen"], out var seen) ? seen : null,
            Files = [.. form.Files.GetFiles("files").Where(file => file.FileName.Length > 0)],
        };
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, string? after, int? limit, Callers callers, DossierLists lists)
    {
        if (await RefuseAsync(request, callers, limit) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var page = await lists.PageAsync(after, limit ?? PageOf, request.RequestAborted);
        return Results.Json(
            new
            {
                Items = page.Items.Select(one => new
                {
                    one.Dossier.Id, Edition = one.Dossier.EditionCode, one.Dossier.Name,
                    Due = one.Dossier.DueDay, one.All, one.SignedOff,
                }),
                page.Next,
            },
            ApiAnswers.Json);
    }

    private static async Task<IResult> OpenAsync(
        HttpContext request, DossierInput body, Callers callers, OpenDossier open) =>
        ApiAnswers.Of(
            request,
            await open.RunAsync(body, await callers.OfAsync(request), request.RequestAborted),
            one => new { one.Id, Edition = one.EditionCode, one.Name, Due = one.DueDay },
            StatusCodes.Status201Created);

    private static async Task<IResult> ShowAsync(
        HttpContext request, Guid id, [AsParameters] MaterialQuery query, Callers callers,
        DossierLists lists)
    {
        var stop = request.RequestAborted;
        if (await RefuseAsync(request, callers, query.Limit) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        if (await lists.FindAsync(id, stop) is not { } dossier)
        {
            return NotThere(request, id);
        }

        var page = await lists.MaterialsAsync(
            id, new MaterialFilter(query.State, query.Unit), query.After ?? 0,
            query.Limit ?? PageOf, stop);
        return Results.Json(
            new
            {
                dossier.Id, Edition = dossier.EditionCode, dossier.Name, Due = dossier.DueDay,
                Items = page.Items.Select(Show), page.Next,
            },
            ApiAnswers.Json);
    }

    private static async Task<IResult> BoardAsync(
        HttpContext request, Guid id, Callers callers, DossierLists lists, FindDuties duties)
    {
        var stop = request.RequestAborted;
        if (await RefuseAsync(request, callers, null) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        return await lists.FindAsync(id, stop) is null
            ? NotThere(request, id)
            : Results.Json(
                new
                {
                    duties.Today,
                    Items = DeadlineBoard.Of(await lists.AllAsync(id, stop), duties.Today),
                },
                ApiAnswers.Json);
    }

    private static async Task<IResult> ExportAsync(
        HttpContext request, Guid id, Callers callers, ExportDossier export) =>
        (await export.RunAsync(id, await callers.OfAsync(request), request.RequestAborted))
            .Try(out var carried, out var problem)
            ? Results.File(carried.Content, "application/zip", carried.FileName)
            : ApiAnswers.Of(request, problem);

    private static async Task<IResult> MaterialAsync(
        HttpContext request, Guid id, Callers callers, DossierLists lists)
    {
        if (await RefuseAsync(request, callers, null) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        return await lists.FolderAsync(id, request.RequestAborted) is not { } folder
            ? NotThere(request, id)
            : Results.Json(
                new
                {
                    Material = Show(folder.Material),
                    Limits = MaterialLimits.Of(folder.Edition),
                    Versions = folder.Versions.Select(one => new
                    {
                        one.Version.N, Text = one.Version.Words, one.Version.MadeOrg,
                        one.Version.MadeAt,
                        Files = one.Files.Select(file => new
                        {
                            file.Name, file.Kind, file.Bytes, file.Sha256,
                        }),
                        References = one.References.Select(
                            reference => new { reference.Kind, Key = reference.RefKey }),
                    }),
                    Steps = folder.Steps.Select(step => new
                    {
                        step.Command, step.ToState, step.ByOrg, step.At, step.VersionN,
                        step.Reason,
                    }),
                },
                ApiAnswers.Json);
    }

    private static async Task<IResult> FileAsync(
        HttpContext request, Guid id, int n, string sha256, Callers callers, DossierLists lists,
        FileStore files) =>
        await RefuseAsync(request, callers, null) is { } refused
            ? ApiAnswers.Of(request, refused)
            : (await MaterialDownload.OpenAsync(
                id, n, sha256, lists, files, request.RequestAborted))
                .Try(out var opened, out var gone)
                ? Results.File(opened.Content, opened.ContentType, opened.Name)
                : ApiAnswers.Of(request, gone);

    private static async Task<IResult> SaveAsync(
        HttpContext request, Guid id, Callers callers, SaveMaterial save)
    {
        if (!request.Request.HasFormContentType)
        {
            return ApiAnswers.Of(request, new Problem(
                ProblemCode.UnsupportedFileType, "files", request.Request.ContentType ?? ""));
        }

        var stop = request.RequestAborted;
        return ApiAnswers.Of(
            request,
            await save.RunAsync(
                id, await ReadAsync(request.Request, stop), await callers.OfAsync(request), stop),
            Show, StatusCodes.Status201Created);
    }

    private static async Task<IResult> ActAsync(
        HttpContext request, Guid id, string command, StepBody body, Callers callers,
        ActOnMaterial act)
    {
        var caller = await callers.OfAsync(request);
        var stop = request.RequestAborted;
        if (!Enum.TryParse<MaterialCommand>(command, ignoreCase: true, out var known)
            || !Enum.IsDefined(known) || known == MaterialCommand.Save
            || !char.IsAsciiLetter(command[0]))
        {
            return ApiAnswers.Of(
                request, new Problem(ProblemCode.UnknownValue, "command", command));
        }

        return ApiAnswers.Of(
            request,
            known == MaterialCommand.Assign
                ? await act.AssignAsync(id, body.Unit, body.Due, caller, stop)
                : await act.RunAsync(id, known, body.Reason, body.Assured == true, caller, stop),
            Show);
    }

    private static object Show(Material one) => new
    {
        one.Id, Dossier = one.DossierId, one.Position, Criterion = one.CriterionCode,
        Document = one.DocumentCode, one.Form, Needed = one.IsNeeded, one.Name, Unit = one.UnitOrg,
        Due = one.DueDay, one.State, Version = one.VersionN,
        ReturnReason = one.ReturnReason.Length == 0 ? null : one.ReturnReason, one.SignedOrg,
        one.SignedAt,
    };

    private static IResult NotThere(HttpContext request, Guid id) =>
        ApiAnswers.Of(request, new Problem(ProblemCode.NotFound, "id", id.ToString()));

    private static async Task<Problem?> RefuseAsync(
        HttpContext request, Callers callers, int? limit) =>
        (await callers.OfAsync(request)).RefuseUnlessStaff()
        ?? PageLimit.Refuse(limit, DossierLists.PageMax);
}
