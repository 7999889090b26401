using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Evidence;

/// <summary>Kinds of picture the city takes; told by content, never by the file's name.</summary>
public enum PictureKind
{
    Jpeg,
    Png,
    WebP,
}

/// <summary>Reads a picture's kind from its first bytes.</summary>
public static class PictureKinds
{
    /// <summary>Bytes that are enough to tell.</summary>
    public const int HeadBytes = 32;

    private const int BrandAt = 8;

    // ISO/IEC 23008-12: brands of files that hold HEVC pictures.
    private static readonly HashSet<string> HeicBrands =
        ["heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1"];

    /// <summary>Errors: a HEIC picture, which browsers cannot show; anything else that is no
    /// picture of ours, whatever its name says.</summary>
    public static Outcome<PictureKind> Of(ReadOnlySpan<byte> head, string? fileName)
    {
        if (head.StartsWith<byte>([0xFF, 0xD8, 0xFF]))
        {
            return PictureKind.Jpeg;
        }

        if (head.StartsWith<byte>([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]))
        {
            return PictureKind.Png;
        }

        if (head.StartsWith("RIFF"u8) && head.Length >= BrandAt + 4
            && head[BrandAt..].StartsWith("WEBP"u8))
        {
            return PictureKind.WebP;
        }

        return IsHeic(head)
            ? new Problem(ProblemCode.PictureHeic, "file")
            : new Problem(ProblemCode.UnsupportedFileType, "file", fileName ?? "");
    }

    /// <summary>The type it is served with.</summary>
    public static string ContentType(PictureKind kind) => kind switch
    {
        PictureKind.Jpeg => "image/jpeg",
        PictureKind.Png => "image/png",
        PictureKind.WebP => "image/webp",
    };

    private static bool IsHeic(ReadOnlySpan<byte> head) =>
        head.Length >= BrandAt + 4 && head[4..].StartsWith("ftyp"u8)
        && HeicBrands.Contains(System.Text.Encoding.ASCII.GetString(head.Slice(BrandAt, 4)));
}
