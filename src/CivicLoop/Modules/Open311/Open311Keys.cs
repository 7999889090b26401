using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Open311;

/// <summary>What a key's reports are answered with (GeoReport v2's service types).</summary>
internal enum Open311Answers
{
    /// <summary>The case's number at once.</summary>
    Realtime,

    /// <summary>A token that stands for the number.</summary>
    Batch,

    /// <summary>Neither.</summary>
    Blackbox,
}

/// <summary>Lets another program report by Open311; only its digest is kept.</summary>
internal sealed record Open311Key
{
    public const int DaysDefault = 366;

    // Ten years: longer than most programs live.
    public const int DaysMax = 3_660;

    public const int NameLengthMax = 80;

    public required Guid Id { get; init; }

    public required string Name { get; init; }

    public required byte[] SecretHash { get; init; }

    public Open311Answers Answers { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>As the program acts: it reports and adds notes, nothing else.</summary>
    public Caller Caller =>
        new($"open311:{Id}", null, null, [new Grant(Permission.CaseNote, Scope.City)]);

    public bool Works(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;
}

/// <summary>A key as it is handed out: the only time its secret can be read.</summary>
internal sealed record HandedKey(Open311Key Key, string Secret);

/// <summary>Gives out, recognises and revokes keys.</summary>
internal sealed class Open311Keys(CityDatabase database, TimeProvider time)
{
    /// <summary>Errors: a name is missing or too long; too many days.</summary>
    public Task<Outcome<HandedKey>> MakeAsync(
        string? name, int days, Open311Answers answers, string actor,
        CancellationToken stop = default)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            async session =>
            {
                if (Refuse(name, days) is { } problem)
                {
                    return (Outcome<HandedKey>)problem;
                }

                var secret = HandedSecret.NewToken();
                var key = new Open311Key
                {
                    Id = Ids.New(now),
                    Name = name!.Trim(),
                    SecretHash = HandedSecret.HashOf(secret),
                    Answers = answers,
                    MadeAt = now,
                    ExpiresAt = now.AddDays(days),
                };
                await session.InsertAsync(key);
                await SubjectJournal.AppendAsync(
                    session, key.Id, actor, "open311.KeyMade", new { key.Answers, key.ExpiresAt },
                    now);
                return new HandedKey(key, secret);
            },
            stop);
    }

    /// <summary>Errors: there is no such key.</summary>
    public Task<Outcome<Open311Key>> RevokeAsync(
        Guid id, string actor, CancellationToken stop = default)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            async session =>
            {
                var key = await session.Reads.Set<Open311Key>()
                    .FirstOrDefaultAsync(row => row.Id == id, stop);
                if (key is null)
                {
                    return (Outcome<Open311Key>)new Problem(ProblemCode.NotFound, "key", id);
                }

                var revoked = key with { RevokedAt = key.RevokedAt ?? now };
                await session.UpdateAsync(revoked);
                await SubjectJournal.AppendAsync(
                    session, id, actor, "open311.KeyRevoked", new { }, now);
                return revoked;
            },
            stop);
    }

    /// <summary>All keys, the newest first.</summary>
    public async Task<IReadOnlyList<Open311Key>> AllAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<Open311Key>().OrderByDescending(row => row.MadeAt)
            .ToListAsync(stop);
    }

    /// <summary>The key a secret belongs to. Errors: none was given, or it does not work.</summary>
    public async Task<Outcome<Open311Key>> FindAsync(string? secret, CancellationToken stop)
    {
        if (secret is null)
        {
            return new Problem(ProblemCode.KeyInvalid, "api_key");
        }

        var hash = HandedSecret.HashOf(secret);
        await using var context = database.OpenContext();
        var key = await context.Set<Open311Key>()
            .FirstOrDefaultAsync(row => row.SecretHash == hash, stop);
        return key is not null && key.Works(time.GetUtcNow())
            ? key
            : new Problem(ProblemCode.KeyInvalid, "api_key");
    }

    private static Problem? Refuse(string? name, int days) => name?.Trim().Length switch
    {
        null or 0 => new Problem(ProblemCode.FieldRequired, "name"),
        > Open311Key.NameLengthMax and var length => new Problem(
            ProblemCode.FieldTooLong, "name", Open311Key.NameLengthMax, length),
        _ => days is < 1 or > Open311Key.DaysMax
            ? new Problem(ProblemCode.LimitTooLarge, "days", Open311Key.DaysMax)
            : null,
    };
}
