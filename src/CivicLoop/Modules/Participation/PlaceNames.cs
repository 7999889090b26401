using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Participation;

/// <summary>A street or landmark of the city, and where in one of its communities it lies.
/// </summary>
internal sealed record PlaceName
{
    public required long Id { get; init; }

    public required string Name { get; init; }

    /// <summary>The community; null where the city has none there.</summary>
    public string? AreaCode { get; init; }

    public double Lon { get; init; }

    public double Lat { get; init; }

    /// <summary>How many cases named it.</summary>
    public int Cases { get; init; }
}

/// <summary>A place of a name where somebody may begin to type it.</summary>
internal sealed record PlaceNamePart
{
    public required string Part { get; init; }

    public required long NameId { get; init; }
}

/// <summary>When the names were made last; one row.</summary>
internal sealed record PlaceNamesMade
{
    public required int N { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public int Names { get; init; }
}

internal sealed class PlaceNameMap : IEntityTypeConfiguration<PlaceName>
{
    public void Configure(EntityTypeBuilder<PlaceName> builder)
    {
        builder.ToTable("place_names");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class PlaceNamePartMap : IEntityTypeConfiguration<PlaceNamePart>
{
    public void Configure(EntityTypeBuilder<PlaceNamePart> builder)
    {
        builder.ToTable("place_name_parts");
        builder.HasKey(row => new { row.Part, row.NameId });
    }
}

internal sealed class PlaceNamesMadeMap : IEntityTypeConfiguration<PlaceNamesMade>
{
    public void Configure(EntityTypeBuilder<PlaceNamesMade> builder)
    {
        builder.ToTable("place_names_made");
        builder.HasKey(row => row.N);
        builder.Property(row => row.N).ValueGeneratedNever();
    }
}
