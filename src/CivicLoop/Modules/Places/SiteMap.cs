using CivicLoop.Domain.Places;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Places;

internal sealed class SiteMap : IEntityTypeConfiguration<Site>
{
    public void Configure(EntityTypeBuilder<Site> builder)
    {
        builder.ToTable("sites");
        builder.HasKey(row => row.Id);
        builder.Ignore(row => row.Name);
        builder.Ignore(row => row.Place);
        builder.Ignore(row => row.AreaCodes);
    }
}
