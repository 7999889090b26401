using CivicLoop.Domain.Evidence;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Evidence.Contracts;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>The pictures of a form: what was taken in, also when a later one was refused.</summary>
internal sealed record UploadedPictures(IReadOnlyList<string> Ids, Problem? Problem);

/// <summary>Takes in the pictures that came with a form of a page. What was taken in comes back
/// with the form when something else is refused, so that no picture is chosen twice.</summary>
internal sealed class PictureUploads(Pictures pictures)
{
    /// <summary>Name of the file inputs.</summary>
    public const string Field = "pictures";

    /// <param name="kept">Ids that came back with the form.</param>
    public async Task<UploadedPictures> TakeInAsync(
        HttpRequest request, Caller caller, IReadOnlyList<string> kept, CancellationToken stop)
    {
        List<string> ids = [.. kept];
        if (!request.HasFormContentType)
        {
            return new UploadedPictures(ids, null);
        }

        var files = request.Form.Files.GetFiles(Field).Where(file => file.Length > 0).ToList();
        if (ids.Count + files.Count > PictureLimits.PerStepMax)
        {
            return new UploadedPictures(ids, new Problem(
                ProblemCode.LimitTooLarge, Field, PictureLimits.PerStepMax));
        }

        foreach (var file in files)
        {
            var taken = await TakeInAsync(file, request, caller, stop);
            if (!taken.Try(out var picture, out var problem))
            {
                return new UploadedPictures(ids, problem with { Field = Field });
            }

            ids.Add(picture.Id);
        }

        return new UploadedPictures(ids, null);
    }

    private async Task<Outcome<StoredPicture>> TakeInAsync(
        IFormFile file, HttpRequest request, Caller caller, CancellationToken stop)
    {
        if (!pictures.MayTakeIn(caller, request.HttpContext.Connection.RemoteIpAddress))
        {
            return new Problem(ProblemCode.TooManyRequests, Field);
        }

        await using var content = file.OpenReadStream();
        return await pictures.TakeInAsync(content, file.FileName, stop);
    }
}
