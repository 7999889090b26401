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
        KeepPeopleApi.KeepAsync(request, Permission.OrganizationEdit, (caller, stop) =>
            SentList.AnswerAsync(
                request, texts, dryRun, file => import.LookAsync(file, stop),
                file => import.TakeAsync(file, upload: null, caller.Actor, stop),
                done => (
                    done.Plan.Rows.Select(row => new TakenRowView(
                        row.Line, row.Kind, row.After.Code, row.Fields)),
                    done.Plan.Refused)));

    private static Task<IResult> PeopleAsync(
        HttpContext request, [FromQuery] bool? dryRun, ImportPeople import, CityOptions options,
        ProblemTexts texts) =>
        KeepPeopleApi.KeepAsync(request, Permission.SecurityKeep, (caller, stop) =>
            SentList.AnswerAsync(
                request, texts, dryRun, file => import.LookAsync(file, caller.Actor, stop),
                file => import.TakeAsync(file, upload: null, caller.Actor, stop),
                done => (
                    done.Rows.Select(row => new TakenRowView(
                        row.Line, row.Kind, row.SignIn, row.Fields,
                        dryRun != true && row.Secret is { } secret
                            ? StartLink.Of(options, request.Request, secret)
                            : null)),
                    done.Refused)));
}
