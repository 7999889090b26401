using System.Collections.Concurrent;

namespace CivicLoop.Platform.Database;

/// <summary>Answers that are long in counting and asked for by many, kept while the journal does
/// not grow: every change of the city writes an entry, so who has just changed something never
/// reads an answer from before. Who asks while one is counted waits for the same.</summary>
/// <param name="life">An answer that looks at the clock is counted anew after so long, and so is
/// one that another program's entry overtook while it was being written.</param>
internal sealed class KeptAnswers<TKey, TAnswer>(
    CityDatabase database, TimeProvider time, TimeSpan life)
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
        var head = await HeadAsync(stop);
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

    private async Task<long> HeadAsync(CancellationToken stop)
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
