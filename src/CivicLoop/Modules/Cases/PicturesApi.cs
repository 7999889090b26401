using CivicLoop.Domain.People;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Cases;

/// <summary>Pictures of cases over HTTP.</summary>
internal static class PicturesApi
{
    /// <summary>The pictures themselves, where pages find them.</summary>
    public static void MapPictures(this WebApplication app) =>
        app.MapGet("/pictures/{id}/{size}", ServeAsync).ExcludeFromDescription();

    /// <summary>Which pictures a case has.</summary>
    public static void MapPicturesApi(this RouteGroupBuilder api) =>
        api.MapGet("/cases/{number}/pictures", ListAsync).WithName("ListPictures");

    private static async Task<IResult> ServeAsync(
        HttpContext request, string id, string size, string? secret, ShowPicture show,
        Callers callers) =>
        await show.RunAsync(request, id, size, secret, await callers.OfAsync(request));

    private static async Task<IResult> ListAsync(
        HttpContext request, string number, string? secret, ShowCase show,
        CasePictures pictures, Callers callers)
    {
        var stop = request.RequestAborted;
        var caller = await callers.OfAsync(request);
        if (caller.MaySomewhere(Permission.CaseSee))
        {
            var seen = await show.ForStaffAsync(number, caller, stop);
            return seen.Try(out var file, out var refused)
                ? Results.Json(
                    new
                    {
                        Items = (await pictures.ForStaffAsync(file.Case, caller, stop)).All
                            .Select(Staff),
                    },
                    ApiAnswers.Json)
                : ApiAnswers.Of(request, refused);
        }

        var shown = await show.ForPublicAsync(number, secret, stop);
        return shown.Try(out var open, out var problem)
            ? Results.Json(
                new
                {
                    Items = (await pictures.ForPublicAsync(open.Case.Id, secret, stop))
                        .Select(Public),
                },
                ApiAnswers.Json)
            : ApiAnswers.Of(request, problem);
    }

    private static object Public(AttachedPicture one) => new
    {
        one.N, one.Id, one.Stage, one.AttachedAt, one.Width, one.Height,
    };

    private static object Staff(PictureView one) => new
    {
        one.Picture.N, one.Picture.Id, one.Picture.Stage, one.Picture.AttachedAt,
        one.Picture.Width, one.Picture.Height, one.Picture.IsReleased, one.Picture.TakenAt,
        one.Picture.Lon, one.Picture.Lat, one.Picture.Device, one.Metres,
        Earlier = one.Earlier.Select(use => new
        {
            use.CaseNumber, N = use.Flag.EarlierN, Id = use.Flag.EarlierPictureId,
            Stage = use.Flag.EarlierStage, use.Flag.Kind, use.Flag.Distance,
        }),
    };
}
