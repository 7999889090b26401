using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Cases;

/// <summary>A sentence ready for a step.</summary>
internal sealed record ResponseTemplate
{
    public required Guid Id { get; init; }

    /// <summary>The command it is for, as addresses write it; empty for all.</summary>
    public required string Command { get; init; }

    /// <summary>Classes whose code begins so; empty for all.</summary>
    public required string ClassPrefix { get; init; }

    public required string Name { get; init; }

    /// <summary>May hold <c>{number}</c>, <c>{class}</c>, <c>{place}</c>, <c>{unit}</c> and
    /// <c>{limit}</c>.</summary>
    public required string Words { get; init; }

    public bool IsActive { get; init; } = true;

    /// <summary>Steps it was taken for; shows what nobody needs.</summary>
    public long Uses { get; init; }

    public required DateTimeOffset MadeAt { get; init; }
}

internal sealed class ResponseTemplateMap : IEntityTypeConfiguration<ResponseTemplate>
{
    public void Configure(EntityTypeBuilder<ResponseTemplate> builder)
    {
        builder.ToTable("response_templates");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
