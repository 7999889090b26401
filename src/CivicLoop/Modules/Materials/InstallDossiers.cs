using CivicLoop.Domain;
using CivicLoop.Domain.Materials;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Materials;

/// <summary>Gives a new city the rounds of handing in of its pack, step by step as people would
/// have done it.</summary>
internal sealed class InstallDossiers : IPackInstaller
{
    private const string Actor = "system";

    public async Task InstallAsync(WriteSession session, Pack pack, DateTimeOffset now)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(pack.Identity.TimeZone);
        var today = CityDay.Of(now, zone);
        foreach (var wanted in pack.Dossiers)
        {
            var body = (await EditionLists.BodyAsync(session.Reads, wanted.Edition, default))!;
            var dossier = new Dossier
            {
                Id = Ids.New(now),
                EditionCode = wanted.Edition,
                Name = wanted.Name,
                DueDay = today.AddDays(wanted.DueInDays),
                OpenedBy = Actor,
                OpenedAt = now,
            };
            var days = wanted.Materials.ToDictionary(
                one => one.Document, one => today.AddDays(one.DueInDays));
            var materials = DossierPlan.Of(
                    dossier, body, criterion => LeadOf(pack, wanted.Edition, criterion),
                    () => Ids.New(now), today).Value
                .Select(one => days.TryGetValue(one.DocumentCode, out var day)
                    ? one with { DueDay = day }
                    : one)
                .ToList();
            await OpenDossier.StoreAsync(session, dossier, materials);
            foreach (var one in wanted.Materials)
            {
                var material = materials.First(row => row.DocumentCode == one.Document);
                foreach (var step in one.Steps)
                {
                    await PlayAsync(session, material.Id, step, now);
                }
            }
        }
    }

    private static async Task PlayAsync(
        WriteSession session, Guid id, PackMaterialStep step, DateTimeOffset now)
    {
        var before = (await MaterialWriter.LoadAsync(session.Reads, id, default))!;
        var isSave = step.Command == MaterialCommand.Save;
        var act = new MaterialAct(
            step.Command, Actor, step.Organization, now, isSave ? "" : step.Words,
            IsAssured: true);
        var after = MaterialRules.Decide(
            before.Material, act, before.Writers, before.Content).Value;
        if (isSave)
        {
            await session.InsertAsync(new MaterialVersion(
                id, after.VersionN, step.Words, Actor, step.Organization, now));
        }

        await MaterialWriter.StoreAsync(session, before, after, act);
    }

    private static string? LeadOf(Pack pack, string edition, string criterion) =>
        pack.Duties.Where(one => one.Role == DutyRole.LeadDepartment && one.AreaCode is null
                && one.Topic == DutyTopic.Criterion(edition, criterion))
            .OrderByDescending(one => one.FromDay).FirstOrDefault()?.HolderCode;
}
