using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Cases;

/// <summary>A filter somebody named: a list's address, which can be sent to a colleague.</summary>
internal sealed record SavedFilter
{
    public required Guid Id { get; init; }

    /// <summary>The account, as the journal names it.</summary>
    public required string Owner { get; init; }

    public required string Name { get; init; }

    /// <summary>Path and query of the list, for example
    /// <c>/console/work/dispatch?class=E0102</c>.</summary>
    public required string Address { get; init; }

    public required DateTimeOffset MadeAt { get; init; }
}

internal sealed class SavedFilterMap : IEntityTypeConfiguration<SavedFilter>
{
    public void Configure(EntityTypeBuilder<SavedFilter> builder)
    {
        builder.ToTable("saved_filters");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
