using CivicLoop.Domain.Statistics;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Statistics;

internal sealed class StatisticFigureMap : IEntityTypeConfiguration<StatisticFigure>
{
    public void Configure(EntityTypeBuilder<StatisticFigure> builder)
    {
        builder.ToTable("statistic_figures");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.Key);
    }
}
