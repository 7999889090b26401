using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Markets;

/// <summary>A model as it is stored from one day on.</summary>
internal sealed record StoredMarketModel(
    DateOnly FromDay, string Body, string EnteredBy, DateTimeOffset EnteredAt);

internal sealed class MarketModelMap : IEntityTypeConfiguration<StoredMarketModel>
{
    public void Configure(EntityTypeBuilder<StoredMarketModel> builder)
    {
        builder.ToTable("market_models");
        builder.HasKey(row => row.FromDay);
    }
}
