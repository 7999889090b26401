namespace CivicLoop.Domain.Journal;

/// <summary>The end of a subject's chain: the number of its last entry and that entry's hash.
/// The next entry is hashed over it.</summary>
public sealed record ChainHead(int N, byte[] Hash)
{
    /// <summary>The head of a chain without entries: number 0 and an all-zero hash.</summary>
    public static ChainHead Empty { get; } = new(0, new byte[JournalHash.Bytes]);
}
