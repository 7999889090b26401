using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace CivicLoop.Modules.People;

/// <summary>Lists of organisations and people under <c>/api/v1</c>: the file is the body, XLSX or
/// CSV; the same slices as the pages and the command line.</summary>
internal static class ImportListsApi
{
    public static void MapImportListsApi(this RouteGroupBuilder api)
    {
        api.MapPost("/imports/organizations", OrganizationsAsync)
            .WithName("ImportOrganizations");
        api.MapPost("/imports/people", PeopleAsync).WithName("ImportPeople");
    }

    private static Task<IResult> OrganizationsAsync(
        HttpContext request, [FromQuery] bool? dryRun, ImportOrganizations import,
        ProblemTexts texts) =>
        KeepPeopleApi.KeepAsync(request, Permission.OrganizationEdit, async (caller, stop) =>
        {
            if (!(await SentFile.ReadAsync(request.Request, stop)).Try(out var file, out var bad))
            {
                return ApiAnswers.Of(request, bad);
            }

            var outcome = dryRun == true
                ? await import.LookAsync(file, stop)
                : await import.TakeAsync(file, upload: null, caller.Actor, stop);
            return ApiAnswers.Of(request, outcome, done => TakenList.View(
                request, texts, dryRun == true,
                [.. done.Plan.Rows.Select(row => new TakenRowView(
                    row.Line, row.Kind, row.After.Code, row.Fields))],
                done.Plan.Refused));
        });

    private static Task<IResult> PeopleAsync(
        HttpContext request, [FromQuery] bool? dryRun, ImportPeople import, CityOptions options,
        ProblemTexts texts) =>
        KeepPeopleApi.KeepAsync(request, Permission.SecurityKeep, async (caller, stop) =>
        {
            if (!(await SentFile.ReadAsync(request.Request, stop)).Try(out var file, out var bad))
            {
                return ApiAnswers.Of(request, bad);
            }

            var outcome = dryRun == true
                ? await import.LookAsync(file, caller.Actor, stop)
                : await import.TakeAsync(file, upload: null, caller.Actor, stop);
            return ApiAnswers.Of(request, outcome, done => TakenList.View(
                request, texts, dryRun == true,
                [.. done.Rows.Select(row => new TakenRowView(
                    row.Line, row.Kind, row.SignIn, row.Fields,
                    dryRun != true && row.Secret is { } secret
                        ? StartLink.Of(options, request.Request, secret)
                        : null))],
                done.Refused));
        });
}
