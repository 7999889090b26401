using CivicLoop.Domain.Burden;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Burden;

internal sealed class BurdenAskMap : IEntityTypeConfiguration<BurdenAsk>
{
    public void Configure(EntityTypeBuilder<BurdenAsk> builder)
    {
        builder.ToTable("burden_asks");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class BurdenCapMap : IEntityTypeConfiguration<BurdenCap>
{
    public void Configure(EntityTypeBuilder<BurdenCap> builder)
    {
        builder.ToTable("burden_caps");
        builder.HasKey(row => row.Name);
    }
}

internal sealed class FactMap : IEntityTypeConfiguration<Fact>
{
    public void Configure(EntityTypeBuilder<Fact> builder)
    {
        builder.ToTable("facts");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class FactUseMap : IEntityTypeConfiguration<FactUse>
{
    public void Configure(EntityTypeBuilder<FactUse> builder)
    {
        builder.ToTable("fact_uses");
        builder.HasKey(row => new { row.FactId, row.Source, row.SourceId });
    }
}

internal sealed class ObjectionMap : IEntityTypeConfiguration<Objection>
{
    public void Configure(EntityTypeBuilder<Objection> builder)
    {
        builder.ToTable("objections");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
