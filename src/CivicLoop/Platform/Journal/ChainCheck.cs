using System.Text.Json;
using CivicLoop.Domain.Journal;

namespace CivicLoop.Platform.Journal;

/// <summary>Walks entries in the order of subject and number, and reports for each subject the
/// first that does not fit.</summary>
internal sealed class ChainCheck(List<JournalFault> faults)
{
    // A subject's whole chain: two entries that changed places are seen only side by side.
    private readonly List<JournalRow> chain = [];

    public long Subjects { get; private set; }

    public void Next(JournalRow row)
    {
        if (chain.Count > 0 && chain[^1].Entry.SubjectId != row.Entry.SubjectId)
        {
            End();
        }

        chain.Add(row);
    }

    /// <summary>Checks the chain read last.</summary>
    public void End()
    {
        if (chain.Count == 0)
        {
            return;
        }

        Subjects++;
        if (FirstFault() is { } fault)
        {
            faults.Add(fault);
        }

        chain.Clear();
    }

    private JournalFault? FirstFault()
    {
        for (var i = 0; i < chain.Count; i++)
        {
            var previous = i == 0 ? null : chain[i - 1];
            var next = i + 1 < chain.Count ? chain[i + 1] : null;
            if (Fault(previous, chain[i], next) is { } fault)
            {
                return fault;
            }
        }

        return EndFault(chain[^1]);
    }

    private static JournalFault? Fault(JournalRow? previous, JournalRow row, JournalRow? next)
    {
        var expected = (previous?.Entry.N ?? 0) + 1;
        if (row.Entry.N != expected)
        {
            return At(row, JournalFaultKind.Removed, expected, $"entry {expected} is gone");
        }

        if (row.HeadN is { } head && row.Entry.N > head)
        {
            return At(row, JournalFaultKind.Inserted, row.Entry.N, $"the chain ends at {head}");
        }

        if (next is not null && next.Seq < row.Seq)
        {
            return At(
                row, JournalFaultKind.Reordered, row.Entry.N,
                $"entry {row.Entry.N} was written after entry {next.Entry.N}");
        }

        var before = previous?.Hash ?? ChainHead.Empty.Hash;
        var hash = JournalHash.Of(row.Entry, before, JournalHash.Sha256);
        if (!hash.AsSpan().SequenceEqual(row.Hash))
        {
            return At(
                row, JournalFaultKind.Changed, row.Entry.N,
                $"{row.Entry.Kind} of {row.Entry.At:O} is not what was hashed");
        }

        return WordsFit(row)
            ? null
            : At(row, JournalFaultKind.WordsChanged, row.Entry.N, "the words are not those said");
    }

    private static JournalFault? EndFault(JournalRow last)
    {
        if (last.HeadN is not { } head || last.HeadHash is null)
        {
            return At(last, JournalFaultKind.Inserted, 1, "the chain belongs to no subject");
        }

        if (last.Entry.N < head)
        {
            return At(
                last, JournalFaultKind.Removed, last.Entry.N + 1,
                $"the chain should end at {head}");
        }

        return last.HeadHash.AsSpan().SequenceEqual(last.Hash)
            ? null
            : At(last, JournalFaultKind.Changed, last.Entry.N, "the subject holds another head");
    }

    // Erased words leave no salt, so nothing is left to compare; that is what erasing means.
    private static bool WordsFit(JournalRow row)
    {
        if (row.Words is null || row.Salt is null)
        {
            return true;
        }

        using var body = JsonDocument.Parse(row.Entry.Body);
        return body.RootElement.TryGetProperty("words", out var digest)
            && digest.GetString() == WordsDigest.Of(row.Words, row.Salt);
    }

    private static JournalFault At(
        JournalRow row, JournalFaultKind kind, int n, string detail) =>
        new(kind, row.Subject, n, detail);
}
