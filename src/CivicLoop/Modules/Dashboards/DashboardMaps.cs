using CivicLoop.Domain.Dashboards;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Dashboards;

internal sealed class DashboardWeekMap : IEntityTypeConfiguration<DashboardWeek>
{
    public void Configure(EntityTypeBuilder<DashboardWeek> builder)
    {
        builder.ToTable("dashboard_weeks");
        builder.HasKey(row => new { row.AreaCode, row.Week, row.LineOrg });
    }
}

internal sealed class AreaResidentsMap : IEntityTypeConfiguration<AreaResidents>
{
    public void Configure(EntityTypeBuilder<AreaResidents> builder)
    {
        builder.ToTable("area_residents");
        builder.HasKey(row => row.AreaCode);
    }
}
