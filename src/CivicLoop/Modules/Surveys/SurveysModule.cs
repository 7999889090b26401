using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Modules.Surveys.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Jobs;

namespace CivicLoop.Modules.Surveys;

/// <summary>问卷调查: what residents are asked by link, code and interviewers, how many of them
/// answered, and what they said.</summary>
internal static class SurveysModule
{
    // Soon after midnight of the city, wherever it lies.
    private static readonly TimeSpan CloseEvery = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddSurveys(this IServiceCollection services) => services
        .AddSingleton<IPackInstaller, InstallSurveys>()
        .AddSingleton<SurveyLists>()
        .AddSingleton<KeepSurveys>()
        .AddSingleton<RunSurvey>()
        .AddJob(
            "close-surveys", CloseEvery,
            (provider, stop) => provider.GetRequiredService<RunSurvey>().CloseDueAsync(stop))
        .AddSingleton<MakeCodes>()
        .AddSingleton<AnswerSurvey>()
        .AddSingleton<LogAttempt>()
        .AddSingleton<SurveyRate>()
        .AddSingleton<ReadResults>()
        .AddSingleton<SurveyMeasure>()
        .AddSingleton<IMeasureSource>(provider => provider.GetRequiredService<SurveyMeasure>())
        .AddSingleton<IMeasurePage>(provider => provider.GetRequiredService<SurveyMeasure>())
        .AddSingleton<PlaySurveys>();
}
