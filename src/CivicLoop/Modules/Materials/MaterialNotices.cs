using CivicLoop.Domain.Materials;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Notices;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Materials;

/// <summary>Tells a unit what it has to write or to mend; the notice leads to the material.
/// </summary>
internal sealed class MaterialNotices(CityHolder city)
{
    // What a unit would otherwise only find by looking; the rest stands on its board.
    private static readonly Dictionary<MaterialCommand, string> ToUnit = new()
    {
        [MaterialCommand.Assign] = "material-asked",
        [MaterialCommand.Return] = "material-returned",
        [MaterialCommand.Decline] = "material-returned",
        [MaterialCommand.Reopen] = "material-returned",
    };

    public Task TellAsync(
        WriteSession session, Material material, MaterialCommand command, DateTimeOffset now) =>
        material.UnitOrg is not { } unit || !ToUnit.TryGetValue(command, out var template)
            ? Task.CompletedTask
            : Outbox.TellAsync(
                session, $"org:{unit}", template,
                new
                {
                    title = material.Name.In(city.Current.Language),
                    day = TypedDay.Show(material.DueDay),
                    address = $"{MaterialPage.Here}?id={material.Id}",
                },
                city.Current.Language, now);
}
