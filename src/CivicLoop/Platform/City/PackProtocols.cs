using System.Globalization;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.City;

/// <summary>Reads how items and kinds are looked at in a new city; a pack may say nothing of it.
/// </summary>
internal static class PackProtocols
{
    private const string Csv = "protocols.csv";

    private static readonly string[] Columns =
    [
        "subject", "kind", "metres", "stairwells", "minutes", "photo_reason_zh",
        "photo_reason_en", "class", "hours",
    ];

    public static IReadOnlyList<CheckProtocol> Read(
        PackFolder folder, IReadOnlyList<PackEdition> editions, IReadOnlySet<string> classes)
    {
        if (!folder.Has(Csv))
        {
            return [];
        }

        var known = editions.SelectMany(one => one.Body.CheckItems.Select(item => item.Code)
            .Concat(one.Body.SiteKinds.Select(kind => kind.Code))).ToHashSet();
        var protocols = new Dictionary<string, CheckProtocol>();
        foreach (var row in folder.ReadCsv(Csv, Columns))
        {
            var protocol = Protocol(row);
            if (!known.Contains(protocol.SubjectCode))
            {
                throw PackFault.Of(
                    ProblemCode.UnknownValue, row.Place with { Field = "subject" },
                    protocol.SubjectCode);
            }

            if (ProtocolRules.Refuse(protocol, classes.Contains) is { } fault)
            {
                throw PackFault.Of(
                    fault.Code, row.Place with { Field = fault.Field }, fault.Arguments);
            }

            if (!protocols.TryAdd(protocol.SubjectCode, protocol))
            {
                throw PackFault.Of(
                    ProblemCode.AlreadyExists, row.Place with { Field = "subject" },
                    protocol.SubjectCode);
            }
        }

        return [.. protocols.Values];
    }

    private static CheckProtocol Protocol(PackRow row) => new()
    {
        SubjectCode = row.Required("subject"),
        Kind = row.Named<ProtocolKind>("kind"),
        Metres = Whole(row, "metres"),
        Stairwells = Whole(row, "stairwells"),
        Minutes = Whole(row, "minutes"),
        PhotoReasonZh = row.Optional("photo_reason_zh"),
        PhotoReasonEn = row.Optional("photo_reason_en"),
        ClassCode = row.Optional("class"),
        Hours = row.Optional("hours") ?? "",
    };

    private static int Whole(PackRow row, string field) =>
        row.Optional(field) is not { } text ? 0
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
        : throw PackFault.Of(ProblemCode.FieldInvalid, row.Place with { Field = field }, text);
}
