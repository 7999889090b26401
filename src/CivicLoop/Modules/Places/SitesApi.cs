using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Places.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Places;

/// <summary>A site as the API takes it.</summary>
internal sealed record SiteBody(
    string? Code, string? Kind, string? NameZh, string? NameEn, string? Address, double? Lon,
    double? Lat, CoordinateSystem? System, string? OperatorName, string? CreditCode,
    string? OperatorOrg, Dictionary<string, string>? Attributes)
{
    public SiteWish Wish => new()
    {
        Code = Code, Kind = Kind, NameZh = NameZh, NameEn = NameEn, Address = Address, Lon = Lon,
        Lat = Lat, System = System ?? CoordinateSystem.Wgs84, OperatorName = OperatorName,
        CreditCode = CreditCode, OperatorOrg = OperatorOrg, Attributes = Attributes ?? [],
    };
}

internal sealed record SiteEndBody(string? Into, string? Reason);

/// <summary><c>/api/v1/sites</c>: all staff read the register, who keeps sites writes it.
/// </summary>
internal static class SitesApi
{
    private const int PageOf = 50;

    public static void MapSitesApi(this RouteGroupBuilder api)
    {
        api.MapGet("/sites", ListAsync).WithName("ListSites");
        api.MapGet("/sites/{code}", ShowAsync).WithName("ShowSite");
        api.MapPost("/sites", SaveAsync).WithName("SaveSite");
        api.MapPost("/imports/sites", ImportAsync).WithName("ImportSites");
        api.MapPost("/sites/{code}/retire", RetireAsync).WithName("RetireSite");
        api.MapPost("/sites/{code}/merge", MergeAsync).WithName("MergeSite");
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, SiteLists sites, Callers callers, string? kind, string? area,
        SiteState? state, string? after, int? limit)
    {
        if (((await callers.OfAsync(request)).RefuseUnlessStaff()
            ?? PageLimit.Refuse(limit, SiteLists.PageMax)) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var most = limit ?? PageOf;
        var rows = await sites.PageAsync(
            new SiteFilter(kind, area, null, state), after, most, request.RequestAborted);
        return Results.Json(
            Page.Cut(rows, most, row => row.Code, View), ApiAnswers.Json);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext request, string code, SiteLists sites, Callers callers) =>
        ApiAnswers.Of(
            request,
            (await callers.OfAsync(request)).RefuseUnlessStaff() is { } refused ? refused
                : await sites.FindAsync(code, request.RequestAborted) is { } site ? site
                : new Problem(ProblemCode.NotFound, "site", code),
            (Site site) => View(site));

    private static Task<IResult> SaveAsync(
        HttpContext request, SiteBody body, KeepSites keep, Callers callers) =>
        KeepAsync(request, callers, actor =>
            keep.SaveAsync(body.Wish, actor, request.RequestAborted));

    private static async Task<IResult> ImportAsync(
        HttpContext request, bool? dryRun, ImportSites import, Callers callers,
        ProblemTexts texts)
    {
        var stop = request.RequestAborted;
        var caller = await callers.OfAsync(request);
        if (caller.Refuse(Permission.SiteEdit) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        return await SentList.AnswerAsync(
            request, texts, dryRun, file => import.LookAsync(file, stop),
            file => import.TakeAsync(file, upload: null, caller.Actor, stop),
            done => (
                done.Plan.Rows.Select(row => new TakenRowView(
                    row.Line, row.Kind, row.After.Code, row.Fields)),
                done.Plan.Refused));
    }

    private static Task<IResult> RetireAsync(
        HttpContext request, string code, SiteEndBody body, KeepSites keep, Callers callers) =>
        KeepAsync(request, callers, actor =>
            keep.RetireAsync(code, body.Reason, actor, request.RequestAborted));

    private static Task<IResult> MergeAsync(
        HttpContext request, string code, SiteEndBody body, KeepSites keep, Callers callers) =>
        KeepAsync(request, callers, actor =>
            keep.MergeAsync(code, body.Into, body.Reason, actor, request.RequestAborted));

    // Writes for who keeps the sites.
    private static async Task<IResult> KeepAsync(
        HttpContext request, Callers callers, Func<string, Task<Outcome<Site>>> keep)
    {
        var caller = await callers.OfAsync(request);
        return ApiAnswers.Of(
            request,
            caller.Refuse(Permission.SiteEdit) is { } refused ? refused : await keep(caller.Actor),
            View);
    }

    private static object View(Site site) => new
    {
        site.Code, kind = site.SiteKindCode, site.NameZh, site.NameEn, site.Address, site.Lon,
        site.Lat, district = site.DistrictCode, subdistrict = site.SubdistrictCode,
        community = site.CommunityCode, beside = site.BesideCode, site.OperatorName,
        creditCode = site.OperatorCreditCode, site.OperatorOrg,
        attributes = SiteForm.AttributesOf(site), site.State, site.MergedInto, site.RegisteredAt,
        site.ChangedAt,
    };
}
