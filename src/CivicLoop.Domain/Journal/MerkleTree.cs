namespace CivicLoop.Domain.Journal;

/// <summary>Seals many entries, in the order of their sequence numbers, under one root, as RFC 6962
/// section 2.1 does: leaves and nodes are hashed with different prefixes, so that a node can never
/// pass for a leaf.</summary>
public static class MerkleTree
{
    private const byte LeafPrefix = 0;
    private const byte NodePrefix = 1;

    /// <summary>The root over the entries' hashes; the digest of nothing when there are none.
    /// </summary>
    public static byte[] Root(IReadOnlyList<byte[]> entryHashes, JournalDigest digest)
    {
        if (entryHashes.Count == 0)
        {
            return digest([]);
        }

        var level = entryHashes.Select(hash => digest([LeafPrefix, .. hash])).ToList();
        while (level.Count > 1)
        {
            level = Pair(level, digest);
        }

        return level[0];
    }

    /// <summary>The root of a checkpoint chained to the one before it.</summary>
    public static byte[] Chain(
        ReadOnlySpan<byte> previousRoot, ReadOnlySpan<byte> root, JournalDigest digest) =>
        digest([NodePrefix, .. previousRoot, .. root]);

    private static List<byte[]> Pair(List<byte[]> level, JournalDigest digest)
    {
        var above = new List<byte[]>((level.Count + 1) / 2);
        for (var i = 0; i < level.Count; i += 2)
        {
            // An odd last node rises unpaired; duplicating it would let two lists share a root.
            above.Add(i + 1 < level.Count
                ? digest([NodePrefix, .. level[i], .. level[i + 1]])
                : level[i]);
        }

        return above;
    }
}
