using CivicLoop.Domain.Evidence;
using CivicLoop.Domain.Problems;
using NetVips;

namespace CivicLoop.Modules.Evidence;

/// <summary>The copies of a picture that others may see: upright, in ordinary colours, without a
/// word of what the camera wrote beside them.</summary>
/// <param name="Width">Of the original, upright.</param>
internal sealed record PictureCopies(
    int Width, int Height, byte[] Public, byte[] Thumb, long? Phash)
{
    /// <summary>What copies are served as.</summary>
    public const PictureKind Kind = PictureKind.Jpeg;

    private const int PublicQuality = 82;
    private const int ThumbQuality = 75;

    // Exif orientations 5 to 8 lie on their side.
    private const int FirstSideways = 5;
    private const int LastSideways = 8;

    private static readonly double[] White = [255, 255, 255];

    static PictureCopies()
    {
        // Files come from anybody: loaders nobody hardened stay shut.
        NetVips.NetVips.BlockUntrusted = true;
        // Pictures are opened once; remembering them would only fill memory.
        Cache.Max = 0;
    }

    /// <summary>Errors: more pixels than fit (asked of the header, before anything is unpacked); a
    /// picture that breaks off or cannot be read.</summary>
    public static Outcome<PictureCopies> Make(string path, PictureKind kind)
    {
        try
        {
            using var header = Open(path, kind);
            if ((long)header.Width * header.Height > PictureLimits.PixelsMax)
            {
                return new Problem(
                    ProblemCode.PictureTooManyPixels, "file", PictureLimits.PixelsMax);
            }

            var sideways = header.GetTypeOf("orientation") != 0
                && header.Get("orientation") is int turn and >= FirstSideways and <= LastSideways;
            return Make(
                path, sideways ? header.Height : header.Width,
                sideways ? header.Width : header.Height);
        }
        catch (VipsException)
        {
            return new Problem(ProblemCode.PictureDamaged, "file");
        }
    }

    private static PictureCopies Make(string path, int width, int height)
    {
        const int side = PictureLimits.PublicSideMax;
        using var turned = Image.Thumbnail(
            path, side, height: side, size: Enums.Size.Down, outputProfile: "srgb",
            failOn: Enums.FailOn.Truncated);
        using var flat = turned.HasAlpha() ? turned.Flatten(background: White) : turned.Copy();
        using var large = flat.CopyMemory();
        using var thumb = large.ThumbnailImage(
            PictureLimits.ThumbSideMax, height: PictureLimits.ThumbSideMax, size: Enums.Size.Down);
        return new PictureCopies(
            width, height,
            large.JpegsaveBuffer(q: PublicQuality, keep: Enums.ForeignKeep.None),
            thumb.JpegsaveBuffer(q: ThumbQuality, keep: Enums.ForeignKeep.None),
            HashOf(large));
    }

    private static long? HashOf(Image image)
    {
        using var grey = image.Colourspace(Enums.Interpretation.Bw);
        using var small = grey.ThumbnailImage(
            PerceptualHash.Width, height: PerceptualHash.Height, size: Enums.Size.Force);
        using var plain = small.ExtractBand(0);
        using var bytes = plain.Cast(Enums.BandFormat.Uchar);
        return PerceptualHash.Of(bytes.WriteToMemory<byte>());
    }

    private static Image Open(string path, PictureKind kind) => kind switch
    {
        PictureKind.Jpeg => Image.Jpegload(path, access: Enums.Access.Sequential),
        PictureKind.Png => Image.Pngload(path, access: Enums.Access.Sequential),
        PictureKind.WebP => Image.Webpload(path, access: Enums.Access.Sequential),
    };
}
