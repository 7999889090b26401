using CivicLoop.Modules.Appraisal;
using CivicLoop.Modules.Audit;
using CivicLoop.Modules.Bulletins;
using CivicLoop.Modules.Burden;
using CivicLoop.Modules.Calendar;
using CivicLoop.Modules.Cases;
using CivicLoop.Modules.Command;
using CivicLoop.Modules.Dashboards;
using CivicLoop.Modules.Evidence;
using CivicLoop.Modules.Field;
using CivicLoop.Modules.FoodSafety;
using CivicLoop.Modules.Inspections;
using CivicLoop.Modules.Intake;
using CivicLoop.Modules.Markets;
using CivicLoop.Modules.Materials;
using CivicLoop.Modules.Notices;
using CivicLoop.Modules.Open311;
using CivicLoop.Modules.OpenRosa;
using CivicLoop.Modules.Participation;
using CivicLoop.Modules.Patrols;
using CivicLoop.Modules.People;
using CivicLoop.Modules.Places;
using CivicLoop.Modules.Planning;
using CivicLoop.Modules.Responsibilities;
using CivicLoop.Modules.Scores;
using CivicLoop.Modules.Simulation;
using CivicLoop.Modules.Standards;
using CivicLoop.Modules.Statistics;
using CivicLoop.Modules.Surveys;
using CivicLoop.Modules.Tasks;
using CivicLoop.Modules.WhatIf;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Jobs;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Secrets;
using CivicLoop.Platform.Web;
using CivicLoop.Platform;

namespace CivicLoop;

/// <summary>Which modules the program is made of; the same for the server and the command line.
/// </summary>
internal static class Composition
{
    // Little stands unsealed, and a seal is seldom empty.
    private static readonly TimeSpan SealEvery = TimeSpan.FromMinutes(5);

    /// <summary>The city at hand and everything that can be done in it.</summary>
    public static IServiceCollection AddCity(
        this IServiceCollection services, RunningCity city, TimeProvider time) => services
        .AddSingleton(time)
        .AddSingleton(city.Folder)
        .AddSingleton(city.Folder.Options)
        .AddSingleton(city.Database)
        .AddSingleton(city.City)
        .AddSingleton(_ => ContactVault.Open(city.Folder.Path))
        .AddSingleton<CityInstaller>()
        .AddSingleton<Uploads>()
        .AddJob(
            "forget-uploads", TimeSpan.FromHours(6),
            (provider, stop) => provider.GetRequiredService<Uploads>().ForgetDueAsync(stop))
        .AddCityIdentity()
        .AddCalendar()
        .AddPlaces()
        .AddPeople()
        .AddResponsibilities()
        .AddEvidence()
        .AddCases()
        .AddIntake()
        .AddSimulation()
        .AddSingleton(MailOptions.Read(CityOptions.Configuration()))
        .AddNotices()
        .AddStandards()
        .AddCommand()
        .AddBurden()
        .AddTasks()
        .AddMaterials()
        .AddInspections()
        .AddScores()
        .AddAppraisal()
        .AddPlanning()
        .AddPatrols()
        .AddFoodSafety()
        .AddMarkets()
        .AddBulletins()
        .AddSurveys()
        .AddStatistics()
        .AddDashboards()
        .AddWhatIf()
        .AddOpen311()
        .AddOpenRosa()
        .AddSingleton<JournalSealer>()
        .AddSingleton<JournalReader>()
        .AddSingleton<JournalVerifier>()
        .AddAudit()
        .AddJob(
            "seal-journal", SealEvery,
            (provider, stop) => provider.GetRequiredService<JournalSealer>().SealAsync(stop))
        .AddField()
        .AddParticipation();

    /// <summary>The services of a command that needs no server.</summary>
    public static ServiceProvider ServicesOf(RunningCity city, TimeProvider time) =>
        new ServiceCollection().AddLogging().AddCity(city, time).BuildServiceProvider();

    /// <summary>All addresses the program answers at.</summary>
    public static void MapCity(this WebApplication app)
    {
        app.MapHealth();
        app.MapRazorPages();
        app.MapPictures();
        app.MapCaseEvents();
        app.MapOpen311();
        app.MapOpenRosa();
        app.MapOpenApi("/openapi/{documentName}.json");
        var api = app.MapGroup("/api/v1").AddEndpointFilter<ReportRateFilter>()
            .AddEndpointFilter<IdempotencyFilter>();
        api.MapCasesApi();
        api.MapSearchApi();
        api.MapBulkApi();
        api.MapFiltersApi();
        api.MapNoticesApi();
        api.MapTemplatesApi();
        api.MapCatalogueApi();
        api.MapCalendarApi();
        api.MapRoutingApi();
        api.MapDutiesApi();
        api.MapDisputesApi();
        api.MapPicturesApi();
        api.MapEvidenceApi();
        api.MapAuditApi();
        api.MapPeopleApi();
        api.MapKeepPeopleApi();
        api.MapImportListsApi();
        api.MapImportAreasApi();
        api.MapScoresApi();
        api.MapScorecardsApi();
        api.MapPublishedApi();
        api.MapAppraisalApi();
        api.MapSheetsApi();
        api.MapStandardsApi();
        api.MapCommandApi();
        api.MapDirectivesApi();
        api.MapDeskApi();
        api.MapSituationsApi();
        api.MapBroadcastsApi();
        api.MapWallApi();
        api.MapBurdenApi();
        api.MapTasksApi();
        api.MapMaterialsApi();
        api.MapPlanningApi();
        api.MapPatrolsApi();
        api.MapFoodApi();
        api.MapMarketsApi();
        api.MapBulletinsApi();
        api.MapLettersApi();
        api.MapSurveysApi();
        api.MapStatisticsApi();
        api.MapDashboardsApi();
        api.MapWhatIfApi();
        api.MapPlacesApi();
        api.MapSitesApi();
        api.MapInspectionPlansApi();
        api.MapVisitsApi();
        api.MapParticipationApi();
        api.MapFieldApi();
        app.MapField();
        app.MapAreas();
        app.MapCaseTiles();
        app.MapOpenData();
        app.MapTaskFeeds();
        app.MapBulletinFeed();
    }
}
