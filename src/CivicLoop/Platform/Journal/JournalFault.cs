namespace CivicLoop.Platform.Journal;

/// <summary>What does not fit in a journal.</summary>
internal enum JournalFaultKind
{
    /// <summary>The entry's facts are not those its hash was made from.</summary>
    Changed,

    /// <summary>An entry is gone from the middle or the end of its chain.</summary>
    Removed,

    /// <summary>An entry stands in a chain that ended before it.</summary>
    Inserted,

    /// <summary>Entries of a chain changed places.</summary>
    Reordered,

    /// <summary>Words beside the journal are not those that were said.</summary>
    WordsChanged,

    /// <summary>The entries under a checkpoint are not those it sealed.</summary>
    SealBroken,
}

/// <summary>The first thing that does not fit in one subject's chain, or in a checkpoint.</summary>
/// <param name="Subject">Number or id of the subject, or the checkpoint.</param>
/// <param name="N">Place in the subject's chain; the checkpoint's number for a broken seal.</param>
internal sealed record JournalFault(
    JournalFaultKind Kind, string Subject, int N, string Detail);
