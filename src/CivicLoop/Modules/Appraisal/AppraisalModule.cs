using CivicLoop.Modules.Appraisal.Contracts;

namespace CivicLoop.Modules.Appraisal;

/// <summary>年度目标管理考核: targets of units in a year, their assessment, sign-off and the final
/// list.</summary>
internal static class AppraisalModule
{
    public static IServiceCollection AddAppraisal(this IServiceCollection services) => services
        .AddSingleton<AppraisalFigures>()
        .AddSingleton<WriteAppraisal>()
        .AddSingleton<OpenAppraisal>()
        .AddSingleton<SetTargets>()
        .AddSingleton<ImportTargets>()
        .AddSingleton<CheckTarget>()
        .AddSingleton<AssessTarget>()
        .AddSingleton<KeepEvidence>()
        .AddSingleton<StepSheet>()
        .AddSingleton<KeepEntries>()
        .AddSingleton<KeepStandings>()
        .AddSingleton<FixAppraisal>()
        .AddSingleton<ExportList>()
        .AddSingleton<AppraisalLists>()
        .AddSingleton<VerifyAppraisal>()
        .AddSingleton<PlayAppraisal>();
}
