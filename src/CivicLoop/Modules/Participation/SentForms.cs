using System.Security.Cryptography;
using System.Text;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Secrets;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Participation;

/// <summary>A report that a form has already made.</summary>
/// <param name="Secret">Null where the first answer was lost before it was kept.</param>
internal sealed record SentReport(string Number, string? Secret);

/// <summary>Makes a form that is sent twice report once: it carries an id of its own, and the
/// second time the first answer comes back.</summary>
internal sealed class SentForms(CityDatabase database, ContactVault vault, TimeProvider time)
{
    private const string Owner = "portal";

    // The first sending is still on its way when somebody presses twice: it is waited for.
    private const int WaitsMax = 20;

    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(100);

    /// <summary>The work done under the form's id, once. Error: whatever the work
    /// answers.</summary>
    public async Task<Outcome<SentReport>> OnceAsync(
        Guid form, Func<Task<Outcome<Reported>>> work, CancellationToken stop)
    {
        if (await FindAsync(form, stop) is { } sent)
        {
            return sent;
        }

        Outcome<Reported> outcome;
        var key = KeyOf(form);
        IdempotencyKeys.Current = key;
        try
        {
            outcome = await work();
        }
        finally
        {
            IdempotencyKeys.Current = null;
        }

        if (outcome.Try(out var done, out var problem))
        {
            await RememberAsync(key, done.Secret, stop);
            return new SentReport(done.Case.Number, done.Secret);
        }

        return problem.Code == ProblemCode.IdempotencyKeyReused
            && await FindAsync(form, stop) is { } first
            ? first
            : problem;
    }

    /// <summary>What an earlier sending of the form stored; null where none did.</summary>
    public async Task<SentReport?> FindAsync(Guid form, CancellationToken stop)
    {
        var name = form.ToString("N");
        for (var n = 0; ; n++)
        {
            await using var reads = database.OpenContext();
            var row = await reads.Set<IdempotencyKey>()
                .FirstOrDefaultAsync(one => one.Owner == Owner && one.Key == name, stop);
            if (row?.SubjectId is not { } subject)
            {
                return null;
            }

            if (row.Answer is not null || n == WaitsMax)
            {
                var number = await reads.Set<Case>().Where(one => one.Id == subject)
                    .Select(one => one.Number).FirstAsync(stop);
                return new SentReport(
                    number, row.Answer is { } answer ? vault.Unlock(answer) : null);
            }

            await Task.Delay(Wait, stop);
        }
    }

    private Task<Outcome<int>> RememberAsync(
        IdempotencyKey key, string secret, CancellationToken stop) =>
        database.WriteAsync(
            async session => (Outcome<int>)await IdempotencyKeys.AnswerAsync(
                session, key, StatusCodes.Status303SeeOther, vault.Lock(secret)),
            stop);

    private IdempotencyKey KeyOf(Guid form) => new()
    {
        Owner = Owner,
        Key = form.ToString("N"),
        Digest = SHA256.HashData(Encoding.UTF8.GetBytes(form.ToString("N"))),
        MadeAt = Instants.Storable(time.GetUtcNow()),
    };
}
