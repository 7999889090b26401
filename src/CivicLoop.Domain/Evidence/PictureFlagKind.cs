namespace CivicLoop.Domain.Evidence;

/// <summary>How a picture resembles one that was used before.</summary>
public enum PictureFlagKind
{
    /// <summary>The very same file.</summary>
    Same,

    /// <summary>Another file of nearly the same picture: scaled or compressed anew.</summary>
    Alike,
}
