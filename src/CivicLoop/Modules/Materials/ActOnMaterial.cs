using CivicLoop.Domain.Materials;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Materials;

/// <summary>Takes every step of a material but writing: hands in, passes, returns, signs off, says
/// who writes it by when. Page and API come through here.</summary>
internal sealed class ActOnMaterial(
    CityDatabase database, CityHolder city, MaterialNotices notices, TimeProvider time)
{
    /// <summary>Errors: there is no such material; the caller may not; as
    /// <see cref="MaterialRules.Decide"/>.</summary>
    public Task<Outcome<Material>> RunAsync(
        Guid id, MaterialCommand command, string? reason, bool isAssured, Caller caller,
        CancellationToken stop = default) =>
        StepAsync(
            id, caller,
            new MaterialAct(
                command, caller.Actor, caller.OrganizationCode ?? "", Now(), reason ?? "",
                isAssured),
            material => material, stop);

    /// <summary>Names the unit and its day. Errors: the unit is not known; the day is missing.
    /// </summary>
    public async Task<Outcome<Material>> AssignAsync(
        Guid id, string? unit, string? due, Caller caller, CancellationToken stop = default)
    {
        if (!TypedDay.Need(due, "due").Try(out var day, out var fault))
        {
            return fault;
        }

        var code = unit?.Trim() ?? "";
        if (city.Current.Organizations.Find(code) is not { RetiredAt: null })
        {
            return code.Length == 0
                ? new Problem(ProblemCode.FieldRequired, "unit")
                : new Problem(ProblemCode.UnitNotKnown, "unit", code);
        }

        return await StepAsync(
            id, caller,
            new MaterialAct(
                MaterialCommand.Assign, caller.Actor, caller.OrganizationCode ?? "", Now()),
            material => material with { UnitOrg = code, DueDay = day }, stop);
    }

    private Task<Outcome<Material>> StepAsync(
        Guid id, Caller caller, MaterialAct act, Func<Material, Material> change,
        CancellationToken stop) =>
        database.WriteAsync(
            async session =>
            {
                if (await MaterialWriter.LoadAsync(session.Reads, id, stop) is not { } before)
                {
                    return new Problem(ProblemCode.NotFound, "id", id.ToString());
                }

                var edge = MaterialWorkflow.Find(before.Material.State, act.Command);
                var refused = edge is null
                    ? caller.RefuseUnlessStaff()
                    : MaterialWriter.Refuse(caller, edge, before.Material, city.Current);
                if (refused is not null)
                {
                    return refused;
                }

                if (!MaterialRules.Decide(before.Material, act, before.Writers, before.Content)
                    .Try(out var decided, out var problem))
                {
                    return problem;
                }

                var after = change(decided);
                if (await MaterialWriter.StoreAsync(session, before, after, act) is { } late)
                {
                    return late;
                }

                await notices.TellAsync(session, after, act.Command, act.At);
                return (Outcome<Material>)after;
            },
            stop);

    private DateTimeOffset Now() => Instants.Storable(time.GetUtcNow());
}
