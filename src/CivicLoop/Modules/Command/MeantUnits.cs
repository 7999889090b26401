using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Modules.Command;

/// <summary>Reads units as people type them.</summary>
internal static class MeantUnits
{
    /// <summary>Each once, in their order; fields left empty do not count. Error: one is not
    /// known, or was given up.</summary>
    /// <param name="typed">Codes or whole names.</param>
    public static Outcome<IReadOnlyList<Organization>> Read(
        OrganizationChart chart, IReadOnlyList<string?>? typed, string field)
    {
        var found = new List<Organization>();
        foreach (var word in typed ?? [])
        {
            if (string.IsNullOrWhiteSpace(word))
            {
                continue;
            }

            if (chart.Meant(word) is not { RetiredAt: null } unit)
            {
                return new Problem(ProblemCode.UnitNotKnown, field, word.Trim());
            }

            found.Add(unit);
        }

        return found.Distinct().ToList();
    }
}
