using System.Collections.Concurrent;

namespace CivicLoop.Platform.Database;

/// <summary>Answers that are long in counting and asked for by many. Who asks while one is counted
/// waits for the same.</summary>
/// <param name="life">An answer is counted anew after so long: it looks at the clock, or another
/// program's entry overtook it while it was being written.</param>
/// <param name="journal">Where it is said, an answer is kept only while this city's journal does
/// not grow: every change writes an entry, so who has just changed something never reads an answer
/// from before. Null where an answer may stand its life out.</param>
internal sealed class KeptAnswers<TKey, TAnswer>(
    TimeProvider time, TimeSpan life, CityDatabase? journal = null)
    where TKey : notnull
{
    // So many different questions are remembered at most.
    private const int KeptMax = 200;

    private readonly ConcurrentDictionary<TKey, Kept> answers = new();

    /// <param name="count">Runs to its end for those who wait beside the caller, even where the
    /// caller goes away.</param>
    public async Task<TAnswer> OfAsync(
        TKey key, Func<Task<TAnswer>> count, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var head = journal is null ? 0 : await HeadAsync(journal, stop);
        if (answers.Count >= KeptMax && !answers.ContainsKey(key))
        {
            answers.Clear();
        }

        Kept Anew() => new(head, now, new Lazy<Task<TAnswer>>(count));
        var kept = answers.AddOrUpdate(
            key, _ => Anew(),
            (_, last) => last.Head >= head && (now - last.At).Duration() < life
                && !last.HasFailed ? last : Anew());
        return await kept.Answer.Value.WaitAsync(stop);
    }

    private static async Task<long> HeadAsync(CityDatabase database, CancellationToken stop)
    {
        await using var connection = await database.OpenReadAsync(stop);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COALESCE(MAX(seq), 0) FROM journal";
        return Convert.ToInt64(
            await command.ExecuteScalarAsync(stop),
            System.Globalization.CultureInfo.InvariantCulture);
    }

    private sealed record Kept(long Head, DateTimeOffset At, Lazy<Task<TAnswer>> Answer)
    {
        public bool HasFailed => Answer.IsValueCreated
            && (Answer.Value.IsFaulted || Answer.Value.IsCanceled);
    }
}
