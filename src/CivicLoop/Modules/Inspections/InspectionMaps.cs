using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Standards;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Inspections;

internal sealed class InspectionPlanMap : IEntityTypeConfiguration<InspectionPlan>
{
    public void Configure(EntityTypeBuilder<InspectionPlan> builder)
    {
        builder.ToTable("inspection_plans");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.AreaCodes).Ignore(row => row.KindCodes)
            .Ignore(row => row.OrganizationCodes);
    }
}

internal sealed class InspectionDrawMap : IEntityTypeConfiguration<InspectionDraw>
{
    public void Configure(EntityTypeBuilder<InspectionDraw> builder)
    {
        builder.ToTable("inspection_draws");
        builder.HasKey(row => row.PlanId);
        builder.Property(row => row.PlanId).ValueGeneratedNever();
    }
}

internal sealed class FrameLineMap : IEntityTypeConfiguration<FrameLine>
{
    public void Configure(EntityTypeBuilder<FrameLine> builder)
    {
        builder.ToTable("inspection_frames");
        builder.HasKey(row => new { row.PlanId, row.SiteCode });
        builder.Ignore(row => row.Site);
    }
}

internal sealed class InspectionRouteMap : IEntityTypeConfiguration<InspectionRoute>
{
    public void Configure(EntityTypeBuilder<InspectionRoute> builder)
    {
        builder.ToTable("inspection_routes");
        builder.HasKey(row => row.PlanId);
        builder.Property(row => row.PlanId).ValueGeneratedNever();
    }
}

internal sealed class InspectionStopMap : IEntityTypeConfiguration<InspectionStop>
{
    public void Configure(EntityTypeBuilder<InspectionStop> builder)
    {
        builder.ToTable("inspection_stops");
        builder.HasKey(row => row.VisitId);
        builder.Property(row => row.VisitId).ValueGeneratedNever();
    }
}

internal sealed class VisitMap : IEntityTypeConfiguration<Visit>
{
    public void Configure(EntityTypeBuilder<Visit> builder)
    {
        builder.ToTable("visits");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.IsOver);
    }
}

internal sealed class CheckProtocolMap : IEntityTypeConfiguration<CheckProtocol>
{
    public void Configure(EntityTypeBuilder<CheckProtocol> builder)
    {
        builder.ToTable("check_protocols");
        builder.HasKey(row => row.SubjectCode);
        builder.Ignore(row => row.PhotoReason).Ignore(row => row.Open);
    }
}

internal sealed class VisitAnswerMap : IEntityTypeConfiguration<VisitAnswer>
{
    public void Configure(EntityTypeBuilder<VisitAnswer> builder)
    {
        builder.ToTable("visit_answers");
        builder.HasKey(row => new { row.VisitId, row.ItemCode });
        builder.Ignore(row => row.Seen).Ignore(row => row.Grade).Ignore(row => row.IsFinding);
        builder.Property(row => row.Rule).HasConversion(
            rule => rule.ToString(), text => CountRule.Parse(text).Value);
    }
}

internal sealed class ObservationMap : IEntityTypeConfiguration<Observation>
{
    public void Configure(EntityTypeBuilder<Observation> builder)
    {
        builder.ToTable("visit_observations");
        builder.HasKey(row => new { row.VisitId, row.N });
    }
}

internal sealed class FindingMap : IEntityTypeConfiguration<Finding>
{
    public void Configure(EntityTypeBuilder<Finding> builder)
    {
        builder.ToTable("findings");
        builder.HasKey(row => new { row.VisitId, row.ItemCode });
    }
}

internal sealed class RecheckMap : IEntityTypeConfiguration<Recheck>
{
    public void Configure(EntityTypeBuilder<Recheck> builder)
    {
        builder.ToTable("case_rechecks");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
