using CivicLoop.Domain.Journal;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Platform.Journal;

/// <summary>Seals all entries written since the last checkpoint under a Merkle root chained to the
/// one before.</summary>
internal sealed class JournalSealer(CityDatabase database, TimeProvider time)
{
    // A seal reads its entries at once; a city's busiest hour stays far below this.
    private const int EntriesMax = 500_000;

    /// <summary>Answers how many entries the new checkpoint seals; 0 when none was
    /// needed.</summary>
    public async Task<long> SealAsync(CancellationToken stop)
    {
        var outcome = await database.WriteAsync(SealNewAsync, stop);
        return outcome.Value;
    }

    private async Task<Outcome<long>> SealNewAsync(WriteSession session)
    {
        if (session.Engine == DatabaseEngine.Postgres)
        {
            // Waits for writers under way and holds new ones for this moment, so that no sequence
            // number below the seal can still appear.
            await session.ExecuteAsync("LOCK TABLE journal IN SHARE MODE");
        }

        var last = await session.Reads.Database
            .SqlQueryRaw<LastSeal>(
                """
                SELECT n AS "N", to_seq AS "ToSeq", chained AS "Chained"
                FROM journal_checkpoints ORDER BY n DESC LIMIT 1
                """)
            .FirstOrDefaultAsync() ?? new LastSeal(0, 0, ChainHead.Empty.Hash);
        var entries = await session.Reads.Database
            .SqlQueryRaw<SealedEntry>(
                """
                SELECT seq AS "Seq", hash AS "Hash" FROM journal
                WHERE seq > {0} ORDER BY seq LIMIT {1}
                """,
                last.ToSeq, EntriesMax)
            .ToListAsync();
        if (entries.Count == 0)
        {
            return 0L;
        }

        var root = MerkleTree.Root([.. entries.Select(entry => entry.Hash)], JournalHash.Sha256);
        await session.ExecuteAsync(
            """
            INSERT INTO journal_checkpoints
                (n, from_seq, to_seq, entries, root, chained, sealed_at)
            VALUES (@n, @from, @to, @entries, @root, @chained, @at)
            """,
            ("@n", last.N + 1), ("@from", entries[0].Seq), ("@to", entries[^1].Seq),
            ("@entries", (long)entries.Count), ("@root", root),
            ("@chained", MerkleTree.Chain(last.Chained, root, JournalHash.Sha256)),
            ("@at", time.GetUtcNow()));
        return (long)entries.Count;
    }

    private sealed record LastSeal(int N, long ToSeq, byte[] Chained);

    private sealed record SealedEntry(long Seq, byte[] Hash);
}
