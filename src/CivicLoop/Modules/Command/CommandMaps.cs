using CivicLoop.Domain.Command;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Command;

internal sealed class CommandMemberMap : IEntityTypeConfiguration<CommandMember>
{
    public void Configure(EntityTypeBuilder<CommandMember> builder)
    {
        builder.ToTable("command_members");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class CommandWatchMap : IEntityTypeConfiguration<CommandWatch>
{
    public void Configure(EntityTypeBuilder<CommandWatch> builder)
    {
        builder.ToTable("command_watches");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class DirectiveMap : IEntityTypeConfiguration<Directive>
{
    public void Configure(EntityTypeBuilder<Directive> builder)
    {
        builder.ToTable("directives");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class DirectiveOrderMap : IEntityTypeConfiguration<DirectiveOrder>
{
    public void Configure(EntityTypeBuilder<DirectiveOrder> builder)
    {
        builder.ToTable("directive_orders");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.IsWaiting);
    }
}

internal sealed class DirectiveStepMap : IEntityTypeConfiguration<DirectiveStep>
{
    public void Configure(EntityTypeBuilder<DirectiveStep> builder)
    {
        builder.ToTable("directive_steps");
        builder.HasKey(row => new { row.OrderId, row.N });
    }
}

internal sealed class DirectiveCopyMap : IEntityTypeConfiguration<DirectiveCopy>
{
    public void Configure(EntityTypeBuilder<DirectiveCopy> builder)
    {
        builder.ToTable("directive_copies");
        builder.HasKey(row => new { row.DirectiveId, row.UnitCode });
    }
}

internal sealed class DirectiveCaseMap : IEntityTypeConfiguration<DirectiveCase>
{
    public void Configure(EntityTypeBuilder<DirectiveCase> builder)
    {
        builder.ToTable("directive_cases");
        builder.HasKey(row => new { row.DirectiveId, row.CaseNumber });
    }
}

internal sealed class DeskShiftMap : IEntityTypeConfiguration<DeskShift>
{
    public void Configure(EntityTypeBuilder<DeskShift> builder)
    {
        builder.ToTable("desk_shifts");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class DeskEntryMap : IEntityTypeConfiguration<DeskEntry>
{
    public void Configure(EntityTypeBuilder<DeskEntry> builder)
    {
        builder.ToTable("desk_entries");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class WallLinkMap : IEntityTypeConfiguration<WallLink>
{
    public void Configure(EntityTypeBuilder<WallLink> builder)
    {
        builder.ToTable("wall_links");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class SituationPackageMap : IEntityTypeConfiguration<SituationPackage>
{
    public void Configure(EntityTypeBuilder<SituationPackage> builder)
    {
        builder.ToTable("situation_packages");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.Name).Ignore(row => row.Does)
            .Ignore(row => row.ClassCodes).Ignore(row => row.BodyCodes);
    }
}

internal sealed class SituationMap : IEntityTypeConfiguration<Situation>
{
    public void Configure(EntityTypeBuilder<Situation> builder)
    {
        builder.ToTable("situations");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.Name).Ignore(row => row.ClassCodes)
            .Ignore(row => row.BodyCodes);
    }
}

internal sealed class BroadcastMap : IEntityTypeConfiguration<Broadcast>
{
    public void Configure(EntityTypeBuilder<Broadcast> builder)
    {
        builder.ToTable("broadcasts");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.AreaCodes).Ignore(row => row.UnitCodes);
    }
}

internal sealed class BroadcastRecipientMap : IEntityTypeConfiguration<BroadcastRecipient>
{
    public void Configure(EntityTypeBuilder<BroadcastRecipient> builder)
    {
        builder.ToTable("broadcast_recipients");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
