using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Platform.Journal;

/// <summary>A journal entry as it is stored; read only, appended by the write platform.</summary>
internal sealed record StoredEntry
{
    public required long Seq { get; init; }

    public required Guid SubjectId { get; init; }

    public required int N { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Actor { get; init; }

    public required string Kind { get; init; }

    public required string Body { get; init; }

    public required byte[] Hash { get; init; }
}

internal sealed class StoredEntryMap : IEntityTypeConfiguration<StoredEntry>
{
    public void Configure(EntityTypeBuilder<StoredEntry> builder)
    {
        builder.ToTable("journal");
        builder.HasKey(row => row.Seq);
    }
}
