using System.Text.Json;
using CivicLoop.Domain.Surveys;
using CivicLoop.Platform.City;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Surveys;

/// <summary>How far a stratum is, and whether it still takes answers.</summary>
internal sealed record StoredStratum(
    Guid SurveyId, string District, string Band, int Quota, long Answers, bool IsOpen);

/// <summary>An invitation code as far as the city knows it.</summary>
internal sealed record StoredCode(byte[] CodeHash, Guid SurveyId, bool Spent);

/// <summary>How often something came of asking.</summary>
/// <param name="Outcome">Name of a way or of an attempt, or
/// <see cref="SurveyLists.CodesMade"/>.</param>
internal sealed record StoredTally(Guid SurveyId, string Outcome, long N);

internal sealed class SurveyMap : IEntityTypeConfiguration<Survey>
{
    public void Configure(EntityTypeBuilder<Survey> builder)
    {
        builder.ToTable("surveys");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
        builder.Property(row => row.Asked).HasConversion(
            asked => JsonSerializer.Serialize(asked, CityJson.Options),
            text => JsonSerializer.Deserialize<Questionnaire>(text, CityJson.Options)!);
        builder.Ignore(row => row.Key);
    }
}

internal sealed class StoredStratumMap : IEntityTypeConfiguration<StoredStratum>
{
    public void Configure(EntityTypeBuilder<StoredStratum> builder)
    {
        builder.ToTable("survey_strata");
        builder.HasKey(row => new { row.SurveyId, row.District, row.Band });
    }
}

internal sealed class SurveyAnswerMap : IEntityTypeConfiguration<SurveyAnswer>
{
    public void Configure(EntityTypeBuilder<SurveyAnswer> builder)
    {
        builder.ToTable("survey_answers");
        builder.HasKey(row => row.Id);
        builder.Property(row => row.Id).ValueGeneratedNever();
    }
}

internal sealed class StoredCodeMap : IEntityTypeConfiguration<StoredCode>
{
    public void Configure(EntityTypeBuilder<StoredCode> builder)
    {
        builder.ToTable("survey_codes");
        builder.HasKey(row => row.CodeHash);
    }
}

internal sealed class StoredTallyMap : IEntityTypeConfiguration<StoredTally>
{
    public void Configure(EntityTypeBuilder<StoredTally> builder)
    {
        builder.ToTable("survey_tallies");
        builder.HasKey(row => new { row.SurveyId, row.Outcome });
    }
}

internal sealed class SurveyCountMap : IEntityTypeConfiguration<SurveyCount>
{
    public void Configure(EntityTypeBuilder<SurveyCount> builder)
    {
        builder.ToTable("survey_counts");
        builder.HasKey(row => new
        {
            row.SurveyId, row.District, row.Band, row.Item, row.Choice,
        });
    }
}
