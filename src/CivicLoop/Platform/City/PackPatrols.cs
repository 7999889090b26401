using System.Text.Json.Serialization;
using CivicLoop.Domain;
using CivicLoop.Domain.Patrols;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.City;

/// <summary>A beat of <c>patrols.json</c>; a pack may have none.</summary>
/// <param name="Units">Codes of the organisations that walk it.</param>
/// <param name="Wants">As <see cref="PatrolWant.ParseAll"/> reads them.</param>
/// <param name="Sites">Codes of sites of the pack.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PackBeat(
    string Code, LocalText Name, IReadOnlyList<string> Units, string Wants,
    IReadOnlyList<string> Sites, IReadOnlyList<PackStreet> Streets);

/// <summary>A street, in the middle of an area: a demonstration shows no real one.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PackStreet(LocalText Name, string Area);

/// <summary>Reads the beats of a new city.</summary>
internal static class PackPatrols
{
    private const string Json = "patrols.json";

    public static IReadOnlyList<PackBeat> Read(
        PackFolder folder, IReadOnlySet<string> organizations, IReadOnlySet<string> areas,
        IReadOnlyList<PackSite> sites)
    {
        if (!folder.Has(Json))
        {
            return [];
        }

        var beats = folder.ReadJson<IReadOnlyList<PackBeat>>(Json);
        var codes = sites.Select(one => one.Code).ToHashSet();
        foreach (var beat in beats)
        {
            foreach (var (field, unknown) in beat.Units.Where(one => !organizations.Contains(one))
                .Select(one => ("units", one))
                .Concat(beat.Sites.Where(one => !codes.Contains(one)).Select(one => ("sites", one)))
                .Concat(beat.Streets.Where(one => !areas.Contains(one.Area))
                    .Select(one => ("streets", one.Area))))
            {
                throw PackFault.Of(
                    ProblemCode.UnknownValue, folder.Place(Json, beat.Code, field), unknown);
            }

            if (PatrolWant.ParseAll(beat.Wants).Problem is { } unfit)
            {
                throw PackFault.Of(
                    unfit.Code, folder.Place(Json, beat.Code, "wants"), beat.Wants);
            }
        }

        return beats;
    }
}
