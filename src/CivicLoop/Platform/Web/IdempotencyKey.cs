using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Platform.Web;

/// <summary>A write that a caller named with a key of its own, so that sending it twice does it
/// once.</summary>
internal sealed record IdempotencyKey
{
    /// <summary>Longest key, in characters; a UUID has 36.</summary>
    public const int KeyMax = 200;

    /// <summary>Whose key it is: the caller's actor, or the address for residents.</summary>
    public required string Owner { get; init; }

    public required string Key { get; init; }

    /// <summary>SHA-256 of method, path and body.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>What the write made or changed.</summary>
    public Guid? SubjectId { get; init; }

    /// <summary>Null while the answer is not stored yet: the write itself stands.</summary>
    public int? Status { get; init; }

    /// <summary>The answer, encrypted: it may hold a reporter's secret.</summary>
    public byte[]? Answer { get; init; }

    public DateTimeOffset MadeAt { get; init; }
}

internal sealed class IdempotencyKeyMap : IEntityTypeConfiguration<IdempotencyKey>
{
    public void Configure(EntityTypeBuilder<IdempotencyKey> builder)
    {
        builder.ToTable("idempotency_keys");
        builder.HasKey(row => new { row.Owner, row.Key });
    }
}
