using CivicLoop.Domain.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Inspections;

/// <summary>Inspections: plans and draws, visits, findings.</summary>
internal static class InspectionsModule
{
    public static IServiceCollection AddInspections(this IServiceCollection services) => services
        .AddSingleton<IPackInstaller, InstallProtocols>()
        .AddSingleton(new JournalSubject(
            CheckProtocols.Subject, "protocols", PlansPage.Here, Permission.InspectionPlan))
        .AddSingleton<CheckProtocols>()
        .AddSingleton<FindInspectors>()
        .AddSingleton<PlanFrame>()
        .AddSingleton<PlanChoices>()
        .AddSingleton<PlanLists>()
        .AddSingleton<KeepPlans>()
        .AddSingleton<DrawPlan>()
        .AddSingleton<VerifyDraws>()
        .AddSingleton<PublicDraw>()
        .AddSingleton<VisitLists>()
        .AddSingleton<RecordVisit>()
        .AddSingleton<VisitAgreement>();
}
