using System.Data.Common;
using CivicLoop.Domain.Journal;

namespace CivicLoop.Platform.Journal;

/// <summary>Re-computes every checkpoint over the entries it sealed.</summary>
internal static class SealCheck
{
    // A subject's entries rarely lie under more; all of them together prove the whole journal.
    private const int SealsOfSubjectMax = 60;

    /// <param name="places">Re-computes only the seals over these entries; null for all.</param>
    public static async Task<int> CheckAsync(
        DbConnection connection, List<JournalFault> faults, CancellationToken stop,
        IReadOnlyList<long>? places = null)
    {
        var checkpoints = await ReadAsync(connection, stop);
        var wanted = places is null ? null : checkpoints
            .Where(one => places.Any(seq => seq >= one.FromSeq && seq <= one.ToSeq))
            .TakeLast(SealsOfSubjectMax).Select(one => one.N).ToHashSet();
        var previous = ChainHead.Empty.Hash;
        foreach (var checkpoint in checkpoints)
        {
            if (wanted?.Contains(checkpoint.N) == false)
            {
                previous = checkpoint.Chained;
                continue;
            }

            var hashes = await HashesAsync(connection, checkpoint, stop);
            var root = MerkleTree.Root(hashes, JournalHash.Sha256);
            var chained = MerkleTree.Chain(previous, root, JournalHash.Sha256);
            if (hashes.Count != checkpoint.Entries
                || !root.AsSpan().SequenceEqual(checkpoint.Root)
                || !chained.AsSpan().SequenceEqual(checkpoint.Chained))
            {
                faults.Add(new JournalFault(
                    JournalFaultKind.SealBroken, $"checkpoint {checkpoint.N}", checkpoint.N,
                    $"sealed {checkpoint.Entries} entries {checkpoint.FromSeq}–"
                    + $"{checkpoint.ToSeq}, found {hashes.Count}"));
            }

            previous = checkpoint.Chained;
        }

        return wanted?.Count ?? checkpoints.Count;
    }

    private static async Task<List<Checkpoint>> ReadAsync(
        DbConnection connection, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT n, from_seq, to_seq, entries, root, chained FROM journal_checkpoints ORDER BY n
            """;
        await using var rows = await command.ExecuteReaderAsync(stop);
        var found = new List<Checkpoint>();
        while (await rows.ReadAsync(stop))
        {
            found.Add(new Checkpoint(
                rows.GetInt32(0), rows.GetInt64(1), rows.GetInt64(2), rows.GetInt64(3),
                (byte[])rows.GetValue(4), (byte[])rows.GetValue(5)));
        }

        return found;
    }

    private static async Task<List<byte[]>> HashesAsync(
        DbConnection connection, Checkpoint checkpoint, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText =
            "SELECT hash FROM journal WHERE seq >= @from AND seq <= @to ORDER BY seq";
        Add(command, "@from", checkpoint.FromSeq);
        Add(command, "@to", checkpoint.ToSeq);
        await using var rows = await command.ExecuteReaderAsync(stop);
        var hashes = new List<byte[]>();
        while (await rows.ReadAsync(stop))
        {
            hashes.Add((byte[])rows.GetValue(0));
        }

        return hashes;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private sealed record Checkpoint(
        int N, long FromSeq, long ToSeq, long Entries, byte[] Root, byte[] Chained);
}
