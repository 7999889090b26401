using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Cases;

/// <summary><c>/api/v1/templates</c>: sentences ready for steps; and whom a note may
/// name.</summary>
internal static class TemplatesApi
{
    public static void MapTemplatesApi(this RouteGroupBuilder api)
    {
        api.MapGet("/templates", ListAsync).WithName("ListTemplates");
        api.MapPost("/templates", MakeAsync).WithName("MakeTemplate");
        api.MapPut("/templates/{id:guid}", ChangeAsync).WithName("ChangeTemplate");
        api.MapDelete("/templates/{id:guid}", RemoveAsync).WithName("RemoveTemplate");
        api.MapGet("/cases/{number}/mentions", MentionsAsync).WithName("OfferMentions");
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, ResponseTemplates templates, Callers callers)
    {
        var caller = await callers.OfAsync(request);
        return caller.MaySomewhere(Permission.CaseSee)
            || caller.MaySomewhere(Permission.CatalogueEdit)
                ? Results.Json(
                    new { Items = await templates.AllAsync(request.RequestAborted) },
                    ApiAnswers.Json)
                : Refused(request, Permission.CaseSee);
    }

    private static Task<IResult> MakeAsync(
        HttpContext request, WantedTemplate wanted, ResponseTemplates templates,
        Callers callers) =>
        SaveAsync(request, id: null, wanted, templates, callers);

    private static Task<IResult> ChangeAsync(
        HttpContext request, Guid id, WantedTemplate wanted, ResponseTemplates templates,
        Callers callers) =>
        SaveAsync(request, id, wanted, templates, callers);

    private static async Task<IResult> SaveAsync(
        HttpContext request, Guid? id, WantedTemplate wanted, ResponseTemplates templates,
        Callers callers)
    {
        var caller = await callers.OfAsync(request);
        return caller.MaySomewhere(Permission.CatalogueEdit)
            ? ApiAnswers.Of(
                request,
                await templates.SaveAsync(id, wanted, caller.Actor, request.RequestAborted),
                saved => saved)
            : Refused(request, Permission.CatalogueEdit);
    }

    private static async Task<IResult> RemoveAsync(
        HttpContext request, Guid id, ResponseTemplates templates, Callers callers)
    {
        var caller = await callers.OfAsync(request);
        return caller.MaySomewhere(Permission.CatalogueEdit)
            ? ApiAnswers.Of(
                request,
                await templates.RemoveAsync(id, caller.Actor, request.RequestAborted),
                removed => removed)
            : Refused(request, Permission.CatalogueEdit);
    }

    private static async Task<IResult> MentionsAsync(
        HttpContext request, string number, string? q, Mentions mentions, ShowCase show,
        Callers callers)
    {
        var caller = await callers.OfAsync(request);
        var found = await show.ForStaffAsync(number, caller, request.RequestAborted);
        return found.Try(out var file, out var problem)
            ? Results.Json(
                new
                {
                    Items = await mentions.OfferAsync(
                        q ?? "", RequestLanguage.Of(request), file.Case, request.RequestAborted),
                },
                ApiAnswers.Json)
            : ApiAnswers.Of(request, problem);
    }

    private static IResult Refused(HttpContext request, Permission permission) =>
        ApiAnswers.Of(request, new Problem(ProblemCode.NotPermitted, null, permission));
}
