using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Platform.Files;

namespace CivicLoop.Modules.Evidence;

/// <summary>Where a picture's files stand: the original under its SHA-256, the copies beside it.
/// </summary>
internal static class PictureFiles
{
    public static FileKey Key(string id, PictureSize size) => size switch
    {
        PictureSize.Original => new FileKey(id),
        PictureSize.Public => new FileKey(id, "public"),
        PictureSize.Thumb => new FileKey(id, "thumb"),
    };

    public static async Task EraseAsync(FileStore files, string id, CancellationToken stop)
    {
        foreach (var size in Enum.GetValues<PictureSize>())
        {
            await files.EraseAsync(Key(id, size), stop);
        }
    }
}
