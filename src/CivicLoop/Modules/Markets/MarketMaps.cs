using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace CivicLoop.Modules.Markets;

/// <summary>A model as it is stored from one day on.</summary>
internal sealed record StoredMarketModel(
    DateOnly FromDay, string Body, string EnteredBy, DateTimeOffset EnteredAt);

internal sealed class MarketModelMap : IEntityTypeConfiguration<StoredMarketModel>
{
    // As text, which both engines compare alike.
    private static readonly DateOnlyToStringConverter Text = new();

    public void Configure(EntityTypeBuilder<StoredMarketModel> builder)
    {
        builder.ToTable("market_models");
        builder.HasKey(row => row.FromDay);
        builder.Property(row => row.FromDay).HasConversion(Text);
    }
}
