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
