namespace CivicLoop.Domain.Evidence;

/// <summary>How much of a picture the city takes.</summary>
public static class PictureLimits
{
    /// <summary>Largest file, in megabytes of 2^20 bytes: a phone's sharpest JPEG is half of it.
    /// </summary>
    public const int MegabytesMax = 20;

    public const int BytesMax = MegabytesMax * 1024 * 1024;

    /// <summary>Most pixels: beyond common phones (48 million), below what a small file could blow
    /// up to in memory.</summary>
    public const int PixelsMax = 50_000_000;

    /// <summary>Most pictures that come with one step; more are not looked at.</summary>
    public const int PerStepMax = 10;

    /// <summary>Longest side of the copy others may see, in pixels: a whole screen.</summary>
    public const int PublicSideMax = 2_048;

    /// <summary>Longest side of the small copy in lists, in pixels.</summary>
    public const int ThumbSideMax = 400;

    /// <summary>Hours a picture waits for the report or step it was uploaded for.</summary>
    public const int UnattachedHours = 24;
}
