using CivicLoop.Domain.People;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Platform;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Jobs;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Inspections;

/// <summary>Inspections: plans and draws, visits, findings.</summary>
internal static class InspectionsModule
{
    // Only what an interrupted program left waits for the job.
    private static readonly TimeSpan OpenEvery = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan RecheckEvery = TimeSpan.FromHours(1);

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
        .AddSingleton(TravelOptions.Read(CityOptions.Configuration()))
        .AddSingleton<RouteFinder>()
        .AddSingleton<PlanRoutes>()
        .AddSingleton<RouteLists>()
        .AddSingleton<DrawPlan>()
        .AddSingleton<VerifyDraws>()
        .AddSingleton<PublicDraw>()
        .AddSingleton<VisitLists>()
        .AddSingleton<VisitAsks>()
        .AddSingleton<RecordVisit>()
        .AddSingleton<SubmitVisit>()
        .AddSingleton<FieldVisits>()
        .AddSingleton<IPictureViewers, VisitPictures>()
        .AddSingleton<VisitAgreement>()
        .AddSingleton<OpenFindings>()
        .AddSingleton<Rechecks>()
        .AddSingleton<FindFindings>()
        .AddSingleton<FindVisits>()
        .AddSingleton<PlayInspection>()
        .AddSingleton<PlayPastInspection>()
        .AddSingleton<ReadVisits>()
        .AddSingleton(new JournalSubject(
            Rechecks.Subject, "rechecks", ResultsPage.Here, Permission.InspectionRead))
        .AddJob(
            "open-findings", OpenEvery,
            (provider, stop) => provider.GetRequiredService<OpenFindings>().RunAsync(stop))
        .AddJob(
            "choose-rechecks", RecheckEvery,
            (provider, stop) => provider.GetRequiredService<Rechecks>().ChooseAsync(stop));
}
