using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Platform.Identity;

internal sealed class AccountMap : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("accounts");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class AccountPasskeyMap : IEntityTypeConfiguration<AccountPasskey>
{
    public void Configure(EntityTypeBuilder<AccountPasskey> builder)
    {
        builder.ToTable("account_passkeys");
        builder.HasKey(row => row.CredentialId);
    }
}

internal sealed class OneTimeLinkMap : IEntityTypeConfiguration<OneTimeLink>
{
    public void Configure(EntityTypeBuilder<OneTimeLink> builder)
    {
        builder.ToTable("one_time_links");
        builder.HasKey(row => row.SecretHash);
    }
}

internal sealed class ApiTokenMap : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> builder)
    {
        builder.ToTable("api_tokens");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}
