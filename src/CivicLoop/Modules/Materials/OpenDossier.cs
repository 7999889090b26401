using CivicLoop.Domain;
using CivicLoop.Domain.Materials;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Materials;

/// <summary>What a new round of handing in is called, of which edition, and until when.</summary>
internal sealed record DossierInput(string? Edition, string? Name, string? Due);

/// <summary>Opens a round of handing in: asks each lead department for all that the edition wants
/// of it.</summary>
internal sealed class OpenDossier(CityDatabase database, FindDuties duties, TimeProvider time)
{
    /// <summary>Errors: the caller may not; there is no such edition; as
    /// <see cref="DossierPlan.Of"/>.</summary>
    public async Task<Outcome<Dossier>> RunAsync(
        DossierInput input, Caller caller, CancellationToken stop = default)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.MaterialReview))
            is { } refused)
        {
            return refused;
        }

        if (!TypedDay.Need(input.Due, "due").Try(out var due, out var fault))
        {
            return fault;
        }

        var today = duties.Today;
        var book = await duties.LinesAsync(today, stop);
        var now = Instants.Storable(time.GetUtcNow());
        var dossier = new Dossier
        {
            Id = Ids.New(now),
            EditionCode = input.Edition?.Trim() ?? "",
            Name = input.Name?.Trim() ?? "",
            DueDay = due,
            OpenedBy = caller.Actor,
            OpenedAt = now,
        };
        return await database.WriteAsync(
            async session =>
            {
                var body = await EditionLists.BodyAsync(
                    session.Reads, dossier.EditionCode, stop);
                if (body is null)
                {
                    return dossier.EditionCode.Length == 0
                        ? new Problem(ProblemCode.FieldRequired, "edition")
                        : new Problem(ProblemCode.NotFound, "edition", dossier.EditionCode);
                }

                if (!DossierPlan.Of(
                        dossier, body,
                        criterion => book.LeadOf(dossier.EditionCode, criterion, null),
                        () => Ids.New(now), today)
                    .Try(out var wanted, out var problem))
                {
                    return problem;
                }

                await StoreAsync(session, dossier, wanted);
                return (Outcome<Dossier>)dossier;
            },
            stop);
    }

    /// <summary>Writes a dossier with all it asks for.</summary>
    public static async Task StoreAsync(
        WriteSession session, Dossier dossier, IReadOnlyList<Material> wanted)
    {
        await session.InsertAsync(dossier);
        foreach (var material in wanted)
        {
            await session.InsertAsync(material);
        }

        await SubjectJournal.AppendAsync(
            session, dossier.Id, dossier.OpenedBy, "dossier.Opened",
            new
            {
                edition = dossier.EditionCode, due = dossier.DueDay, materials = wanted.Count,
            },
            dossier.OpenedAt);
    }
}
