using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Platform.City;

/// <summary>Data of the city that have no rows of their own, as JSON.</summary>
internal sealed record CityDocument
{
    /// <summary>What the city is: a <see cref="CityIdentity"/>.</summary>
    public const string Identity = "identity";

    public const string Calendar = "calendar";

    /// <summary>How cases are handled: a <see cref="CaseHandling"/>.</summary>
    public const string Handling = "handling";

    public required string Name { get; init; }

    public required string Body { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }
}

internal sealed class CityDocumentMap : IEntityTypeConfiguration<CityDocument>
{
    public void Configure(EntityTypeBuilder<CityDocument> builder)
    {
        builder.ToTable("city_documents");
        builder.HasKey(row => row.Name);
    }
}
