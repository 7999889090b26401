using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Places;

/// <summary>How boundaries sent as a body are to be read; all of it may be left out.</summary>
internal sealed record AreaImportQuery
{
    public bool? DryRun { get; init; }

    public CoordinateSystem? System { get; init; }

    public string? Approval { get; init; }

    public bool? Schematic { get; init; }

    public AreaKind? Kind { get; init; }

    public string? CodeColumn { get; init; }

    public string? NameColumn { get; init; }

    public string? NameEnColumn { get; init; }

    public string? ParentColumn { get; init; }

    public double? Tolerance { get; init; }

    public bool? LeaveFaulty { get; init; }

    public bool? Relocate { get; init; }

    public AreaChoices Choices => new()
    {
        System = System,
        ApprovalNumber = Approval,
        IsSchematic = Schematic == true,
        Kind = Kind,
        CodeColumn = CodeColumn,
        NameColumn = NameColumn,
        NameEnColumn = NameEnColumn,
        ParentColumn = ParentColumn,
        Tolerance = Tolerance ?? AreaSurvey.ToleranceUsual,
    };
}

/// <summary>Boundaries under <c>/api/v1</c>: the file is the body, GeoJSON or a zipped Shapefile;
/// the same slice as the wizard.</summary>
internal static class ImportAreasApi
{
    /// <summary>Findings told one by one.</summary>
    public const int ShownMax = 1_000;

    public static void MapImportAreasApi(this RouteGroupBuilder api) =>
        api.MapPost("/imports/areas", RunAsync).WithName("ImportAreas");

    private static async Task<IResult> RunAsync(
        HttpContext request, [AsParameters] AreaImportQuery query, ImportAreas import,
        Callers callers)
    {
        var stop = request.RequestAborted;
        var caller = await callers.OfAsync(request);
        if (caller.Refuse(Permission.CatalogueEdit) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        if (!(await SentFile.ReadAsync(request.Request, stop)).Try(out var body, out var missing))
        {
            return ApiAnswers.Of(request, missing);
        }

        if (query.DryRun == true)
        {
            return ApiAnswers.Of(request, import.Look(body, query.Choices), View);
        }

        return ApiAnswers.Of(
            request,
            await import.TakeAsync(
                body, query.Choices, upload: null, caller.Actor, query.LeaveFaulty == true,
                query.Relocate == true, stop),
            taken => taken);
    }

    private static object View(AreaDraft draft) => new
    {
        dryRun = true,
        shapes = draft.Areas.Count,
        usable = draft.Survey.Usable.Count,
        draft.NeedsApproval,
        findingCount = draft.Survey.Findings.Count,
        findings = draft.Survey.Findings.Take(ShownMax).Select(one => new
        {
            one.Fault, one.Code, one.Other, one.SquareMetres,
        }),
    };
}
