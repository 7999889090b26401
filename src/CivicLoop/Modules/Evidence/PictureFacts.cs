using System.Globalization;
using CivicLoop.Domain.Places;
using MetadataExtractor;
using MetadataExtractor.Formats.Exif;

namespace CivicLoop.Modules.Evidence;

/// <summary>What a picture's own file says of when, where and with what it was taken. It may be
/// absent, wrong or forged: shown to staff, never decided by.</summary>
internal sealed record PictureFacts(DateTimeOffset? TakenAt, GeoPoint? Position, string? Device)
{
    // Makers write short names; longer ones are noise.
    private const int DeviceMax = 120;

    // Exif 2.31: zone of the time the picture was taken.
    private const int TagOffsetTimeOriginal = 0x9011;

    private static readonly PictureFacts None = new(null, null, null);

    /// <summary>Reads the file's Exif part; a part that cannot be read says nothing.</summary>
    /// <param name="zone">The city's, for cameras that write no zone.</param>
    public static PictureFacts Read(string path, TimeZoneInfo zone)
    {
        try
        {
            var parts = ImageMetadataReader.ReadMetadata(path);
            return new PictureFacts(TakenAtOf(parts, zone), PositionOf(parts), DeviceOf(parts));
        }
        catch (Exception error) when (error is ImageProcessingException or IOException
            or MetadataException or ArgumentException or OverflowException
            or IndexOutOfRangeException)
        {
            return None;
        }
    }

    private static DateTimeOffset? TakenAtOf(
        IReadOnlyList<MetadataExtractor.Directory> parts, TimeZoneInfo zone)
    {
        var exif = parts.OfType<ExifSubIfdDirectory>().FirstOrDefault();
        var text = exif?.GetString(ExifDirectoryBase.TagDateTimeOriginal);
        if (!DateTime.TryParseExact(
            text?.Trim('\0', ' '), "yyyy:MM:dd HH:mm:ss", CultureInfo.InvariantCulture,
            DateTimeStyles.None, out var local))
        {
            return null;
        }

        var offset = TimeSpan.TryParse(
            exif!.GetString(TagOffsetTimeOriginal)?.Trim('\0', ' ').TrimStart('+'),
            CultureInfo.InvariantCulture, out var written) && written.Duration().TotalHours <= 14
            ? written
            : zone.GetUtcOffset(local);
        return local.Year > 1
            ? new DateTimeOffset(local, offset).ToUniversalTime()
            : null;
    }

    private static GeoPoint? PositionOf(IReadOnlyList<MetadataExtractor.Directory> parts) =>
        parts.OfType<GpsDirectory>().FirstOrDefault()?.GetGeoLocation() is
            { IsZero: false, Longitude: >= -180 and <= 180, Latitude: >= -90 and <= 90 } at
            ? new GeoPoint(at.Longitude, at.Latitude)
            : null;

    private static string? DeviceOf(IReadOnlyList<MetadataExtractor.Directory> parts)
    {
        var exif = parts.OfType<ExifIfd0Directory>().FirstOrDefault();
        var words = new[]
        {
            exif?.GetString(ExifDirectoryBase.TagMake), exif?.GetString(ExifDirectoryBase.TagModel),
        };
        // A zero character is text to no database.
        var name = string.Join(' ', words.OfType<string>()).Replace("\0", "").Trim();
        return name.Length == 0 ? null : name[..Math.Min(name.Length, DeviceMax)];
    }
}
