using System.Globalization;
using CivicLoop.Domain.Dashboards;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.City;

/// <summary>Reads how many people live in the areas of a new city; a pack may say nothing of it.
/// </summary>
internal static class PackResidents
{
    private const string Csv = "residents.csv";

    public static IReadOnlyList<AreaResidents> Read(
        PackFolder folder, IReadOnlySet<string> areas)
    {
        if (!folder.Has(Csv))
        {
            return [];
        }

        return
        [
            .. folder.ReadCsv(Csv, "area", "residents", "as_of", "source").Select(row =>
            {
                var area = row.Required("area");
                if (!areas.Contains(area))
                {
                    throw PackFault.Of(
                        ProblemCode.UnknownValue, folder.Place(Csv, area, "area"), area);
                }

                var residents = row.Number("residents") ?? 0;
                if (residents is < 1 or > AreaResidents.Max || !double.IsInteger(residents))
                {
                    throw PackFault.Of(
                        ProblemCode.FieldInvalid, folder.Place(Csv, area, "residents"));
                }

                return DateOnly.TryParseExact(
                    row.Required("as_of"), "yyyy-MM-dd", CultureInfo.InvariantCulture,
                    DateTimeStyles.None, out var day)
                    ? new AreaResidents(area, (int)residents, day, row.Required("source"))
                    : throw PackFault.Of(
                        ProblemCode.FieldInvalid, folder.Place(Csv, area, "as_of"));
            }),
        ];
    }
}
