using System.Text.Json;
using System.Text.Json.Serialization;
using CivicLoop.Domain.Journal;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Platform.Journal;

/// <summary>Journal of subjects that keep no chain head in a row of their own: accounts, roles,
/// settings. Entry and head are written in the caller's transaction. A body holds ids and codes,
/// never names or contacts, because it is kept longer than those may be.</summary>
internal static class SubjectJournal
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Appends one step. Errors: <see cref="WriteCollision"/> when another write got the
    /// next number first; the platform then tries the whole transaction again.</summary>
    public static async Task AppendAsync(
        WriteSession session, Guid subject, string actor, string kind, object facts,
        DateTimeOffset now)
    {
        var before = session.HeadOf(subject) ?? await HeadAsync(session, subject);
        var entry = new JournalEntry(
            subject, 0, now, actor, kind, JsonSerializer.Serialize(facts, Json));
        var after = await session.AppendAsync(entry, before);
        var written = await session.ExecuteAsync(
            """
            INSERT INTO journal_heads (subject_id, n, hash) VALUES (@subject, @n, @hash)
            ON CONFLICT (subject_id) DO UPDATE SET n = @n, hash = @hash
            WHERE journal_heads.n = @before
            """,
            ("@subject", subject), ("@n", after.N), ("@hash", after.Hash),
            ("@before", before.N));
        if (written != 1)
        {
            throw new WriteCollision(kind);
        }

        session.Keep(subject, after);
    }

    private static async Task<ChainHead> HeadAsync(WriteSession session, Guid subject) =>
        await session.Reads.Set<JournalHead>().FirstOrDefaultAsync(
            row => row.SubjectId == subject) is { } head
                ? new ChainHead(head.N, head.Hash)
                : ChainHead.Empty;
}

/// <summary>Where the chain of a subject without a row of its own ends.</summary>
internal sealed record JournalHead
{
    public required Guid SubjectId { get; init; }

    public required int N { get; init; }

    public required byte[] Hash { get; init; }
}

internal sealed class JournalHeadMap : IEntityTypeConfiguration<JournalHead>
{
    public void Configure(EntityTypeBuilder<JournalHead> builder)
    {
        builder.ToTable("journal_heads");
        builder.HasKey(row => row.SubjectId);
    }
}
