using System.Text.Json;
using CivicLoop.Domain.Journal;

namespace CivicLoop.Platform.Journal;

/// <summary>Walks entries in the order of subject and number, and reports for each subject the first
/// that does not fit.</summary>
internal sealed class ChainCheck(List<JournalFault> faults)
{
    private JournalRow? last;
    private bool broken;

    public long Subjects { get; private set; }

    public void Next(JournalRow row)
    {
        if (last is null || last.Entry.SubjectId != row.Entry.SubjectId)
        {
            EndChain();
            last = null;
            broken = false;
            Subjects++;
        }

        if (!broken && Fault(row) is { } fault)
        {
            faults.Add(fault);
            broken = true;
        }

        last = row;
    }

    public void End() => EndChain();

    private JournalFault? Fault(JournalRow row)
    {
        var expected = (last?.Entry.N ?? 0) + 1;
        if (row.Entry.N != expected)
        {
            return At(row, JournalFaultKind.Removed, expected, $"entry {expected} is gone");
        }

        if (row.HeadN is { } head && row.Entry.N > head)
        {
            return At(row, JournalFaultKind.Inserted, row.Entry.N, $"the chain ends at {head}");
        }

        if (last is not null && row.Seq < last.Seq)
        {
            return At(
                row, JournalFaultKind.Reordered, last.Entry.N,
                $"entry {last.Entry.N} was written after entry {row.Entry.N}");
        }

        var previous = last?.Hash ?? ChainHead.Empty.Hash;
        var hash = JournalHash.Of(row.Entry, previous, JournalHash.Sha256);
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

    private void EndChain()
    {
        if (last is null || broken)
        {
            return;
        }

        if (last.HeadN is not { } head || last.HeadHash is null)
        {
            faults.Add(At(last, JournalFaultKind.Inserted, 1, "the chain belongs to no subject"));
        }
        else if (last.Entry.N < head)
        {
            faults.Add(At(
                last, JournalFaultKind.Removed, last.Entry.N + 1, $"the chain should end at {head}"));
        }
        else if (!last.HeadHash.AsSpan().SequenceEqual(last.Hash))
        {
            faults.Add(At(
                last, JournalFaultKind.Changed, last.Entry.N, "the subject holds another head"));
        }
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
