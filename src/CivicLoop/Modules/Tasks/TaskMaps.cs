using CivicLoop.Domain.Tasks;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Tasks;

internal sealed class TaskPlanMap : IEntityTypeConfiguration<TaskPlan>
{
    public void Configure(EntityTypeBuilder<TaskPlan> builder)
    {
        builder.ToTable("task_plans");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.CriteriaCodes).Ignore(row => row.UnitCodes)
            .Ignore(row => row.FactNames).Ignore(row => row.SameKey);
    }
}

internal sealed class UnitTaskMap : IEntityTypeConfiguration<UnitTask>
{
    public void Configure(EntityTypeBuilder<UnitTask> builder)
    {
        builder.ToTable("tasks");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.IsOpen);
    }
}

internal sealed class TaskStepMap : IEntityTypeConfiguration<TaskStep>
{
    public void Configure(EntityTypeBuilder<TaskStep> builder)
    {
        builder.ToTable("task_steps");
        builder.HasKey(row => new { row.TaskId, row.N });
    }
}

internal sealed class TaskJoinMap : IEntityTypeConfiguration<TaskJoin>
{
    public void Configure(EntityTypeBuilder<TaskJoin> builder)
    {
        builder.ToTable("task_joins");
        builder.HasKey(row => new { row.PlanId, row.Round, row.TaskId });
    }
}

internal sealed class TaskFeedMap : IEntityTypeConfiguration<TaskFeed>
{
    public void Configure(EntityTypeBuilder<TaskFeed> builder)
    {
        builder.ToTable("task_feeds");
        builder.HasKey(row => row.UnitCode);
    }
}
