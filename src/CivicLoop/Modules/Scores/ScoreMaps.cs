using System.Text.Json;
using CivicLoop.Domain.Scores;
using CivicLoop.Platform.City;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Scores;

internal sealed class ScorecardMap : IEntityTypeConfiguration<Scorecard>
{
    public void Configure(EntityTypeBuilder<Scorecard> builder)
    {
        builder.ToTable("scorecards");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.Name);
    }
}

internal sealed class ScorecardVersionMap : IEntityTypeConfiguration<ScorecardVersion>
{
    public void Configure(EntityTypeBuilder<ScorecardVersion> builder)
    {
        builder.ToTable("scorecard_versions");
        builder.HasKey(row => new { row.ScorecardId, row.N });
    }
}

internal sealed class ScoreNodeMap : IEntityTypeConfiguration<ScoreNode>
{
    public void Configure(EntityTypeBuilder<ScoreNode> builder)
    {
        builder.ToTable("scorecard_nodes");
        builder.HasKey(row => new { row.ScorecardId, row.VersionN, row.Code });
        builder.Ignore(row => row.Name).Ignore(row => row.IsGroup);
        builder.Property(row => row.Rule).HasConversion(
            rule => JsonSerializer.Serialize(rule, CityJson.Options),
            text => JsonSerializer.Deserialize<DeductionRule>(text, CityJson.Options)!);
    }
}

internal sealed class ScoreCellMap : IEntityTypeConfiguration<ScoreCell>
{
    public void Configure(EntityTypeBuilder<ScoreCell> builder)
    {
        builder.ToTable("score_cells");
        builder.HasKey(row => new
        {
            row.Month, row.PlanId, row.DistrictCode, row.SiteKindCode,
        });
    }
}

internal sealed class PublicationMap : IEntityTypeConfiguration<Publication>
{
    public void Configure(EntityTypeBuilder<Publication> builder)
    {
        builder.ToTable("score_publications");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class StoredNodeMap : IEntityTypeConfiguration<StoredNode>
{
    public void Configure(EntityTypeBuilder<StoredNode> builder)
    {
        builder.ToTable("score_results");
        builder.HasKey(row => new
        {
            row.PublicationId, row.UnitKind, row.UnitCode, row.NodeCode,
        });
        builder.Ignore(row => row.Node);
    }
}

internal sealed class StoredShareMap : IEntityTypeConfiguration<StoredShare>
{
    public void Configure(EntityTypeBuilder<StoredShare> builder)
    {
        builder.ToTable("score_shares");
        builder.HasKey(row => new
        {
            row.PublicationId, row.NodeCode, row.DistrictCode, row.LineCode,
        });
        builder.Ignore(row => row.Share).Ignore(row => row.LostMilli);
    }
}

internal sealed class ScoreAppealMap : IEntityTypeConfiguration<ScoreAppeal>
{
    public void Configure(EntityTypeBuilder<ScoreAppeal> builder)
    {
        builder.ToTable("score_appeals");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Ignore(row => row.Pictures);
    }
}

internal sealed class AppealPictureMap : IEntityTypeConfiguration<AppealPicture>
{
    public void Configure(EntityTypeBuilder<AppealPicture> builder)
    {
        builder.ToTable("score_appeal_pictures");
        builder.HasKey(row => new { row.AppealId, row.N });
    }
}

internal sealed class ScoreStrikeMap : IEntityTypeConfiguration<ScoreStrike>
{
    public void Configure(EntityTypeBuilder<ScoreStrike> builder)
    {
        builder.ToTable("score_strikes");
        builder.HasKey(row => new { row.VisitId, row.ItemCode });
    }
}
