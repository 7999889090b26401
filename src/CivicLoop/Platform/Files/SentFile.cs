using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.Files;

/// <summary>A file sent as the body of a request.</summary>
internal static class SentFile
{
    /// <summary>Errors: nothing sent; larger than <see cref="Uploads.BytesMax"/>.</summary>
    public static async Task<Outcome<byte[]>> ReadAsync(
        HttpRequest request, CancellationToken stop)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, stop)) > 0)
        {
            if (kept.Length + read > Uploads.BytesMax)
            {
                return new Problem(ProblemCode.UploadTooLarge, "file", Uploads.MegabytesMax);
            }

            kept.Write(buffer, 0, read);
        }

        return kept.Length > 0
            ? kept.ToArray()
            : new Problem(ProblemCode.FileMissing, "file");
    }
}
