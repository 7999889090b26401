using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Platform.Notices;

/// <summary>How a notice reaches its reader.</summary>
internal enum NoticeChannel
{
    Mail,
    InApp,
}

/// <summary>A notice written in the transaction of the change it tells of, and delivered after it.
/// </summary>
internal sealed record OutboxMessage
{
    public required Guid Id { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required NoticeChannel Channel { get; init; }

    /// <summary><c>org:CODE</c> for an organisation's people, <c>reporter:ID</c> or
    /// <c>follower:ID:N</c> for a resident whose contact is looked up only when it is
    /// sent.</summary>
    public required string Recipient { get; init; }

    /// <summary>Key of the text in the notice resources.</summary>
    public required string Template { get; init; }

    public Guid? CaseId { get; init; }

    /// <summary>Values the text names, as a JSON object; no personal data.</summary>
    public required string Body { get; init; }

    public required string Language { get; init; }

    public required DateTimeOffset SendAfter { get; init; }

    public int Tries { get; init; }

    public DateTimeOffset? SentAt { get; init; }

    public DateTimeOffset? FailedAt { get; init; }

    public string? Failure { get; init; }
}

internal sealed class OutboxMessageMap : IEntityTypeConfiguration<OutboxMessage>
{
    public void Configure(EntityTypeBuilder<OutboxMessage> builder)
    {
        builder.ToTable("outbox");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
