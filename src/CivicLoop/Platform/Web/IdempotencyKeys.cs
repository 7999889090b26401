using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Platform.Web;

/// <summary>Stores a caller's key in the same transaction as the write it names: either both stand
/// or neither, whatever breaks in between.</summary>
internal static class IdempotencyKeys
{
    private static readonly AsyncLocal<IdempotencyKey?> Pending = new();

    /// <summary>Days a key is remembered: longer than any program goes on trying.</summary>
    public const int KeepDays = 7;

    /// <summary>Forgets keys whose time is over. Answers how many.</summary>
    public static async Task<int> ForgetDueAsync(
        CityDatabase database, DateTimeOffset now, CancellationToken stop)
    {
        var forgotten = await database.WriteAsync(
            async session => (Outcome<int>)await session.ExecuteAsync(
                "DELETE FROM idempotency_keys WHERE made_at < @before",
                ("@before", now.AddDays(-KeepDays))),
            stop);
        return forgotten.Value;
    }

    /// <summary>Takes the key of a form that counts once, in the transaction of what it counts.
    /// False where it was taken before. No caller stands beside it.</summary>
    /// <param name="kind">What the form is of.</param>
    public static async Task<bool> TakeAsync(
        WriteSession session, string kind, Guid form, DateTimeOffset now) =>
        await session.ExecuteAsync(
            """
            INSERT INTO idempotency_keys (owner, key, digest, made_at)
            VALUES (@owner, @key, @digest, @at) ON CONFLICT (owner, key) DO NOTHING
            """,
            ("@owner", kind), ("@key", $"{form}"), ("@digest", form.ToByteArray()),
            ("@at", now)) == 1;

    /// <summary>The key of the request at hand; null without one.</summary>
    public static IdempotencyKey? Current
    {
        get => Pending.Value;
        set => Pending.Value = value;
    }

    /// <summary>Stores the answer beside its key, so that a retry gets it again.</summary>
    public static Task<int> AnswerAsync(
        WriteSession session, IdempotencyKey key, int status, byte[] answer) =>
        session.ExecuteAsync(
            """
            INSERT INTO idempotency_keys (owner, key, digest, status, answer, made_at)
            VALUES (@owner, @key, @digest, @status, @answer, @at)
            ON CONFLICT (owner, key) DO UPDATE SET status = @status, answer = @answer
            """,
            ("@owner", key.Owner), ("@key", key.Key), ("@digest", key.Digest),
            ("@status", status), ("@answer", answer), ("@at", key.MadeAt));

    /// <summary>The work with the request's key beside it. Error: the same key was stored by
    /// another request in the same moment.</summary>
    public static Func<WriteSession, Task<Outcome<T>>> Guard<T>(
        Func<WriteSession, Task<Outcome<T>>> work, Func<T, Guid> subjectOf)
    {
        if (Current is not { } key)
        {
            return work;
        }

        return async session =>
        {
            var taken = await session.Reads.Set<IdempotencyKey>()
                .AnyAsync(row => row.Owner == key.Owner && row.Key == key.Key);
            if (taken)
            {
                return new Problem(ProblemCode.IdempotencyKeyReused, "Idempotency-Key", key.Key);
            }

            var outcome = await work(session);
            if (outcome.Try(out var done, out _))
            {
                await session.InsertAsync(key with { SubjectId = subjectOf(done) });
            }

            return outcome;
        };
    }
}
