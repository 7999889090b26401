using CivicLoop.Domain.Evidence;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace CivicLoop.Modules.Evidence;

/// <summary>Takes pictures in over HTTP, before the report or step they belong to.</summary>
internal static class EvidenceApi
{
    // A multipart boundary is 70 characters at most (RFC 2046).
    private const int BoundaryMax = 70;

    public static void MapEvidenceApi(this RouteGroupBuilder api) =>
        api.MapPost("/pictures", TakeInAsync).WithName("UploadPicture")
            .Accepts<IFormFile>("multipart/form-data", "image/jpeg", "image/png", "image/webp")
            .Produces<StoredPicture>(StatusCodes.Status201Created);

    private static async Task<IResult> TakeInAsync(
        HttpContext request, Pictures pictures, Callers callers)
    {
        if (!pictures.MayTakeIn(await callers.OfAsync(request), request.Connection.RemoteIpAddress))
        {
            return ApiAnswers.Of(request, new Problem(ProblemCode.TooManyRequests, null));
        }

        var stop = request.RequestAborted;
        var type = MediaTypeHeaderValue.TryParse(request.Request.ContentType, out var parsed)
            ? parsed
            : null;
        if (type?.MediaType == "multipart/form-data")
        {
            return await TakeInPartAsync(request, type, pictures, stop);
        }

        if (type?.Type != "image")
        {
            return ApiAnswers.Of(request, new Problem(
                ProblemCode.UnsupportedFileType, "file", request.Request.ContentType ?? ""));
        }

        if (request.Request.ContentLength > PictureLimits.BytesMax)
        {
            return ApiAnswers.Of(request, new Problem(
                ProblemCode.FileTooLarge, "file", PictureLimits.MegabytesMax));
        }

        return Answer(
            request, await pictures.TakeInAsync(request.Request.Body, fileName: null, stop));
    }

    // Read part by part as it arrives: a form that is bound would be kept on disk whole first.
    private static async Task<IResult> TakeInPartAsync(
        HttpContext request, MediaTypeHeaderValue type, Pictures pictures, CancellationToken stop)
    {
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > BoundaryMax)
        {
            return ApiAnswers.Of(request, new Problem(ProblemCode.FileMissing, "file"));
        }

        try
        {
            var reader = new MultipartReader(boundary, request.Request.Body);
            while (await reader.ReadNextSectionAsync(stop) is { } section)
            {
                if (section.GetContentDispositionHeader() is { } part && part.IsFileDisposition())
                {
                    return Answer(request, await pictures.TakeInAsync(
                        section.Body, part.FileName.Value, stop));
                }
            }
        }
        catch (InvalidDataException)
        {
            return ApiAnswers.Of(request, new Problem(ProblemCode.FileMissing, "file"));
        }

        return ApiAnswers.Of(request, new Problem(ProblemCode.FileMissing, "file"));
    }

    private static IResult Answer(HttpContext request, Outcome<StoredPicture> outcome) =>
        ApiAnswers.Of(request, outcome, stored => stored, StatusCodes.Status201Created);
}
