using System.Globalization;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;

namespace CivicLoop.Platform.City;

/// <summary>Reads the editions a pack begins with.</summary>
internal static class PackStandards
{
    public static IReadOnlyList<PackEdition> Read(PackFolder folder, CityFile city)
    {
        var editions = new List<PackEdition>();
        foreach (var entry in city.Standards ?? [])
        {
            var file = $"{PackFolder.Beside}catalogue/{entry.File}.csv";
            var edition = new PackEdition(ReadBody(folder, file), entry.From);
            if (editions.Any(one => one.Body.Edition.Code == edition.Body.Edition.Code))
            {
                throw PackFault.Of(
                    ProblemCode.AlreadyExists, folder.Place(file, field: "edition"),
                    edition.Body.Edition.Code);
            }

            editions.Add(edition);
        }

        return editions;
    }

    private static EditionBody ReadBody(PackFolder folder, string file)
    {
        var lines = folder.ReadCsv(file, [.. EditionReader.Columns])
            .Select(row => new EditionLine(
                int.Parse(row.Place.Row!, CultureInfo.InvariantCulture), row.Fields));
        // The installer says when it was made.
        if (!EditionReader.Read(lines, DateTimeOffset.UnixEpoch).Try(out var plan, out var fault))
        {
            throw PackFault.Of(
                fault.Code, folder.Place(file, field: fault.Field), fault.Arguments);
        }

        if (plan.Refused is [var first, ..])
        {
            throw PackFault.Of(
                first.Problem.Code,
                folder.Place(file, $"{first.Line}", first.Problem.Field),
                first.Problem.Arguments);
        }

        return plan.Body.Incomplete() is { } missing
            ? throw PackFault.Of(
                missing.Code, folder.Place(file, field: missing.Field), missing.Arguments)
            : plan.Body;
    }
}
