using CivicLoop.Domain;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Jobs;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Cases;

/// <summary>Cases on their way through the loop.</summary>
internal static class CasesModule
{
    // Contacts are due by the day; a quarter of one is exact enough.
    private static readonly TimeSpan EraseEvery = TimeSpan.FromHours(6);

    public static IServiceCollection AddCases(this IServiceCollection services) => services
        .AddSingleton<IPackInstaller, InstallCatalogue>()
        .AddSingleton(new NodeNews("case", typeof(CaseChanged)))
        .AddSingleton<CaseNumbers>()
        .AddSingleton(new JournalSubject(
            KeepCatalogue.Subject, "catalogue", "/console/administration/catalogue",
            Permission.CatalogueEdit))
        .AddSingleton<CaseNotices>()
        .AddSingleton<ClockRules>()
        .AddSingleton<CaseWriter>()
        .AddSingleton<StoreHistories>()
        .AddSingleton<CaseLists>()
        .AddSingleton<CaseSight>()
        .AddSingleton<CaseLimits>()
        .AddSingleton<RelocateCases>()
        .AddSingleton<CaseContacts>()
        .AddSingleton<ContactProofs>()
        .AddSingleton<KeepCatalogue>()
        .AddSingleton<CatalogueHistory>()
        .AddSingleton<ReportCase>()
        .AddSingleton<SplitCase>()
        .AddSingleton<ActOnCase>()
        .AddSingleton<JoinCase>()
        .AddSingleton<ShowCase>()
        .AddSingleton<ShowPicture>()
        .AddSingleton<CasePictures>()
        .AddSingleton<PictureUploads>()
        .AddSingleton<FindSimilarCases>()
        .AddSingleton<CaseIndex>()
        .AddSingleton<SearchCases>()
        .AddSingleton<ActOnCases>()
        .AddSingleton<SavedFilters>()
        .AddSingleton<DueByUnit>()
        .AddSingleton<Mentions>()
        .AddSingleton<EarlierCases>()
        .AddSingleton<ResponseTemplates>()
        .AddJob(
            "forget-steps", TimeSpan.FromMinutes(LastStep.TakeBackMinutes),
            (provider, stop) => CaseUndo.ForgetDueAsync(
                provider.GetRequiredService<CityDatabase>(),
                provider.GetRequiredService<TimeProvider>(), stop))
        .AddJob(
            "fill-search", EraseEvery,
            (provider, stop) => provider.GetRequiredService<CaseIndex>().FillAsync(stop))
        .AddJob(
            "erase-contacts", EraseEvery,
            (provider, stop) => provider.GetRequiredService<CaseContacts>().EraseDueAsync(stop));
}

internal sealed class InstallCatalogue : IPackInstaller
{
    public async Task InstallAsync(WriteSession session, Pack pack, DateTimeOffset now)
    {
        foreach (var @class in pack.Classes)
        {
            await session.InsertAsync(@class);
        }

        foreach (var condition in pack.Conditions)
        {
            await session.InsertAsync(condition);
        }

        // Ids a millisecond apart keep the order of the file.
        foreach (var (n, template) in pack.Templates.Index())
        {
            await session.InsertAsync(new ResponseTemplate
            {
                Id = Ids.New(now.AddMilliseconds(n)),
                Command = template.Command,
                ClassPrefix = template.ClassPrefix,
                Name = template.Name,
                Words = template.Words,
                MadeAt = now,
            });
        }
    }
}
