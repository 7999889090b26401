using NetVips;

namespace CivicLoop.Tests.Http.Evidence;

/// <summary>Pictures made on the spot: soft shapes that follow from a seed, so that two seeds look
/// as unlike as two places.</summary>
internal static class SamplePictures
{
    private const int Patches = 12;

    public static byte[] Jpeg(int seed = 1, int width = 800, int height = 600)
    {
        using var scene = Scene(seed, width, height);
        return scene.JpegsaveBuffer(q: 90);
    }

    /// <summary>The same scene as another program would send it on: smaller and coarser.</summary>
    public static byte[] SentOn(byte[] picture)
    {
        using var original = Image.NewFromBuffer(picture);
        using var small = original.Resize(0.6);
        return small.JpegsaveBuffer(q: 45);
    }

    public static byte[] Png(int seed, int width, int height)
    {
        using var scene = Scene(seed, width, height);
        return scene.PngsaveBuffer();
    }

    public static byte[] WebP(int seed)
    {
        using var scene = Scene(seed, 640, 480);
        return scene.WebpsaveBuffer();
    }

    /// <summary>As a phone writes it: position, time and device, lying on its side.</summary>
    public static byte[] FromPhone(int seed = 1)
    {
        using var scene = Scene(seed, 800, 600);
        using var told = scene.Mutate(image =>
        {
            image.Set(GValue.GIntType, "orientation", 6);
            image.Set(GValue.GStrType, "exif-ifd0-Make", "Testfon");
            image.Set(GValue.GStrType, "exif-ifd0-Model", "X1");
            image.Set(GValue.GStrType, "exif-ifd2-DateTimeOriginal", "2026:11:24 09:30:00");
            image.Set(GValue.GStrType, "exif-ifd3-GPSLatitudeRef", "N");
            image.Set(GValue.GStrType, "exif-ifd3-GPSLatitude", "25/1 3/1 0/1");
            image.Set(GValue.GStrType, "exif-ifd3-GPSLongitudeRef", "E");
            image.Set(GValue.GStrType, "exif-ifd3-GPSLongitude", "102/1 1/1 12/1");
        });
        return told.JpegsaveBuffer(q: 90, keep: Enums.ForeignKeep.All);
    }

    /// <summary>A PNG whose header promises 60,000 × 60,000 pixels and has none.</summary>
    public static byte[] Bomb()
    {
        var png = Png(1, 8, 8);
        byte[] size = [0, 0, 0xEA, 0x60];
        size.CopyTo(png, 16);
        size.CopyTo(png, 20);
        var sum = Crc(png.AsSpan(12, 17));
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(29), sum);
        return png;
    }

    // ISO 3309, as PNG sums its chunks.
    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var one in bytes)
        {
            sum ^= one;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum & 1) == 1 ? (sum >> 1) ^ 0xEDB88320 : sum >> 1;
            }
        }

        return ~sum;
    }

    private static Image Scene(int seed, int width, int height)
    {
        var random = new Random(seed);
        var patches = new byte[Patches * Patches * 3];
        random.NextBytes(patches);
        using var small = Image.NewFromMemory(
            patches, Patches, Patches, 3, Enums.BandFormat.Uchar);
        using var coloured = small.Copy(interpretation: Enums.Interpretation.Srgb);
        return coloured.ThumbnailImage(width, height: height, size: Enums.Size.Force).CopyMemory();
    }
}
