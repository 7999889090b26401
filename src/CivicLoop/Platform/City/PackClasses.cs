using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.City;

/// <summary>Reads the classes of a pack, its own or those of a catalogue.</summary>
internal static class PackClasses
{
    private const string Own = "classes.json";
    private const int Thousandths = 1000;

    /// <param name="organizations">Codes of all organisations: every class has a lead among them.
    /// </param>
    public static (IReadOnlyList<CaseClass> Classes, IReadOnlyList<CaseCondition> Conditions) Read(
        PackFolder folder, CityFile city, IReadOnlySet<string> organizations)
    {
        var file = city.Catalogue is { } name ? $"{PackFolder.Beside}catalogue/{name}.json" : Own;
        var classes = new Dictionary<string, CaseClass>();
        var conditions = new List<CaseCondition>();
        foreach (var entry in folder.ReadJson<ClassesFile>(file).Classes)
        {
            var place = folder.Place(file, entry.Code);
            var lead = city.LeadDepartments.GetValueOrDefault(entry.Lead, entry.Lead);
            if (!organizations.Contains(lead))
            {
                throw PackFault.Of(
                    ProblemCode.UnknownValue, place with { Field = "lead" }, entry.Lead);
            }

            if (entry.Conditions.Count == 0)
            {
                throw PackFault.Of(
                    ProblemCode.FieldRequired, place with { Field = "conditions" });
            }

            if (!classes.TryAdd(entry.Code, Class(entry, lead)))
            {
                throw PackFault.Of(
                    ProblemCode.AlreadyExists, place with { Field = "code" }, entry.Code);
            }

            conditions.AddRange(entry.Conditions.Select(
                (condition, n) => Condition(entry.Code, n + 1, condition)));
        }

        return ([.. classes.Values], conditions);
    }

    private static CaseClass Class(ClassEntry entry, string lead) => new(
        entry.Code, entry.Kind, entry.GroupCode, entry.GroupZh, entry.GroupEn, entry.NameZh,
        entry.NameEn, entry.Keywords, lead, entry.IsPrivate, entry.IsSafety, entry.PhotoReasonZh,
        entry.PhotoReasonEn, IsActive: true);

    private static CaseCondition Condition(string code, int n, ConditionEntry entry) => new(
        code, n, entry.OpeningZh, entry.OpeningEn, entry.ClosingZh, entry.ClosingEn,
        entry.Limit is { } limit ? (long)decimal.Round(limit.Amount * Thousandths) : null,
        entry.Limit?.Kind, entry.Source);
}
