using System.Text.Json;
using System.Text.Json.Serialization;
using CivicLoop.Domain;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Appraisal.Contracts;

/// <summary><c>appraisal.json</c>: what a demonstration city appraises; a pack may have none.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record AppraisalScript(
    string Issuer, IReadOnlyList<string> Units, LocalText Name, string BasisName,
    string BasisNumber, string Card, IReadOnlyList<ScriptTarget> Figures,
    IReadOnlyList<ScriptTarget> Deliverables, IReadOnlyList<string> Claims, string Judgement,
    string Check, ScriptBasis Deduction, ScriptBasis Commendation, string Answer,
    string Ruling, string Objection, ScriptBasis Standing)
{
    /// <summary>Null where the city's pack has none.</summary>
    public static AppraisalScript? Find(CityIdentity identity)
    {
        var path = Path.Combine(PackPlaces.Shipped, identity.Code, "appraisal.json");
        return File.Exists(path)
            ? JsonSerializer.Deserialize<AppraisalScript>(
                File.ReadAllText(path), CityJson.Options)
            : null;
    }
}

/// <summary>A target every unit has.</summary>
/// <param name="Node">Of the scorecard; null for a deliverable.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ScriptTarget(
    string Code, LocalText Name, int PointsMilli, string How, string? Node = null,
    int? NeedMilli = null);

/// <summary>A document with what it says.</summary>
/// <param name="Points">Thousandths.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ScriptBasis(
    int Points, string BasisName, string BasisNumber, string Reason);
