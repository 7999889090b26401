using CivicLoop.Modules.Materials.Contracts;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Materials;

/// <summary>网上申报: what the city hands in for an edition, written by units, reviewed, signed off,
/// and carried away with a manifest.</summary>
internal static class MaterialsModule
{
    public static IServiceCollection AddMaterials(this IServiceCollection services) => services
        .AddSingleton<IPackInstaller, InstallDossiers>()
        .AddSingleton<MaterialNotices>()
        .AddSingleton<IEvidenceSource, CaseEvidence>()
        .AddSingleton<IEvidenceSource, VisitEvidence>()
        .AddSingleton<IMeasureSource, MaterialMeasure>()
        .AddSingleton<DossierLists>()
        .AddSingleton<OpenDossier>()
        .AddSingleton<TakeInFile>()
        .AddSingleton<SaveMaterial>()
        .AddSingleton<ActOnMaterial>()
        .AddSingleton<ExportDossier>();
}
