using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Jobs;

namespace CivicLoop.Modules.Scores;

/// <summary>Evaluation of how cases are handled (GB/T 30428.4), and scorecards: what scores are
/// made of, what they came to, and who contests them.</summary>
internal static class ScoresModule
{
    // Only what an interrupted program left waits for the job.
    private static readonly TimeSpan ReviseEvery = TimeSpan.FromMinutes(5);

    public static IServiceCollection AddScores(this IServiceCollection services) => services
        .AddSingleton<Evaluate>()
        .AddSingleton<ReadEvaluation>()
        .AddSingleton<ReadAccounts>()
        .AddScoped<EvaluationWords>()
        .AddSingleton<IPackInstaller, InstallScorecards>()
        .AddSingleton<ScorecardLists>()
        .AddSingleton<MeasureChoices>()
        .AddSingleton<KeepScorecardTree>()
        .AddSingleton<KeepScorecards>()
        .AddSingleton<ScoreCells>()
        .AddSingleton<IVisitWatch>(provider => provider.GetRequiredService<ScoreCells>())
        .AddSingleton<IMeasureSource, FieldMeasure>()
        .AddSingleton<IMeasureSource>(provider => new CaseMeasure(
            CaseMeasure.Handling, provider.GetRequiredService<Evaluate>()))
        .AddSingleton<IMeasureSource>(provider => new CaseMeasure(
            CaseMeasure.Recurrence, provider.GetRequiredService<Evaluate>()))
        .AddSingleton<IMeasureSource, CaseDeductions>()
        .AddSingleton<ComputeScores>()
        .AddSingleton<PublishScores>()
        .AddSingleton<ScoreLists>()
        .AddSingleton<PlayScores>()
        .AddSingleton<FindScores>()
        .AddSingleton<VerifyScores>()
        .AddSingleton<AppealLists>()
        .AddSingleton<TellOfAppeal>()
        .AddSingleton<IPictureViewers, AppealPictures>()
        .AddSingleton<ActOnAppeal>()
        .AddJob(
            "revise-scores", ReviseEvery,
            (provider, stop) => provider.GetRequiredService<ActOnAppeal>().ReviseAsync(stop));
}
