using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace CivicLoop.Modules.People;

/// <summary>A row that was taken in, or would be.</summary>
/// <param name="Link">Where a new person sets a password: told this once.</param>
internal sealed record TakenRowView(
    int Line, PlanKind Kind, string Code, IReadOnlyList<string> Fields, string? Link = null);

/// <summary>A row that cannot be taken in, with its field and its fix.</summary>
internal sealed record RefusedRowView(
    int Line, string? Field, ProblemCode Problem, string Text, string Fix);

/// <summary>Lists of organisations and people under <c>/api/v1</c>: the file is the body, XLSX or
/// CSV; the same slices as the pages and the command line.</summary>
internal static class ImportListsApi
{
    /// <summary>Rows told one by one; the counts tell of all, and new people's links of each.
    /// </summary>
    public const int ShownMax = 1_000;

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
            return ApiAnswers.Of(request, outcome, done => View(
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
            return ApiAnswers.Of(request, outcome, done => View(
                request, texts, dryRun == true,
                [.. done.Rows.Select(row => new TakenRowView(
                    row.Line, row.Kind, row.SignIn, row.Fields,
                    dryRun != true && row.Secret is { } secret
                        ? StartLink.Of(options, request.Request, secret)
                        : null))],
                done.Refused));
        });

    private static object View(
        HttpContext request, ProblemTexts texts, bool isDryRun,
        IReadOnlyList<TakenRowView> rows, IReadOnlyList<RefusedLine> refused)
    {
        var language = RequestLanguage.Of(request);
        var counts = rows.CountBy(row => row.Kind).ToDictionary();
        return new
        {
            dryRun = isDryRun,
            counts = Enum.GetValues<PlanKind>().ToDictionary(
                kind => kind.ToString(), counts.GetValueOrDefault),
            refusedCount = refused.Count,
            rows = rows.Where(row => row.Kind != PlanKind.Same)
                .Where((row, n) => n < ShownMax || row.Link is not null),
            refused = refused.Take(ShownMax).Select(one => new RefusedRowView(
                one.Line, one.Problem.Field, one.Problem.Code,
                texts.What(language, one.Problem), texts.Fix(language, one.Problem.Code))),
        };
    }
}
