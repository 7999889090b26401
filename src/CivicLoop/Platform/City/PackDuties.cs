using System.Globalization;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;

namespace CivicLoop.Platform.City;

/// <summary>Reads who answers for what in a new city; a pack may say nothing of it.</summary>
internal static class PackDuties
{
    private const string Csv = "duties.csv";

    private static readonly string[] Columns =
    [
        "kind", "edition", "subject", "role", "area", "holder", "holder_name", "holder_title",
        "from", "to", "basis_name", "basis_number", "basis_day",
    ];

    /// <summary>The installer gives them their ids.</summary>
    public static IReadOnlyList<DutyRecord> Read(
        PackFolder folder, IReadOnlySet<string> organizations, IReadOnlySet<string> areas,
        IReadOnlyList<PackEdition> editions)
    {
        if (!folder.Has(Csv))
        {
            return [];
        }

        var known = editions.SelectMany(one => one.Body.Criteria
                .Select(part => DutyTopic.Criterion(one.Body.Edition.Code, part.Code))
                .Concat(one.Body.SiteKinds.Select(part => DutyTopic.SiteKind(part.Code))))
            .ToHashSet();
        var duties = new List<DutyRecord>();
        foreach (var row in folder.ReadCsv(Csv, Columns))
        {
            var duty = Duty(row);
            Check(row, "holder", duty.HolderCode, organizations);
            Check(row, "area", duty.AreaCode, areas);
            if (duty.SubjectKind == DutySubject.Area)
            {
                Check(row, "subject", duty.SubjectCode, areas);
            }
            else if (duty.SubjectKind is DutySubject.Criterion or DutySubject.SiteKind
                && !known.Contains(duty.Topic))
            {
                throw PackFault.Of(
                    ProblemCode.UnknownValue, row.Place with { Field = "subject" },
                    duty.SubjectCode);
            }

            if (DutyRules.Fault(duty) is { } fault)
            {
                throw PackFault.Of(
                    fault.Code, row.Place with { Field = fault.Field }, fault.Arguments);
            }

            duties.Add(duty);
        }

        return duties;
    }

    private static DutyRecord Duty(PackRow row) => new()
    {
        Id = Guid.Empty,
        SubjectKind = row.Named<DutySubject>("kind"),
        EditionCode = row.Optional("edition") ?? "",
        SubjectCode = row.Required("subject"),
        Role = row.Named<DutyRole>("role"),
        AreaCode = row.Optional("area"),
        HolderCode = row.Optional("holder"),
        HolderName = row.Optional("holder_name") ?? "",
        HolderTitle = row.Optional("holder_title") ?? "",
        FromDay = Day(row, "from")
            ?? throw PackFault.Of(ProblemCode.FieldRequired, row.Place with { Field = "from" }),
        ToDay = Day(row, "to"),
        BasisName = row.Required("basis_name"),
        BasisNumber = row.Optional("basis_number") ?? "",
        BasisDay = Day(row, "basis_day"),
        EnteredBy = "system",
        EnteredAt = DateTimeOffset.UnixEpoch,
    };

    private static DateOnly? Day(PackRow row, string field) =>
        row.Optional(field) is not { } text ? null
        : DateOnly.TryParseExact(
            text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
        : throw PackFault.Of(ProblemCode.FieldInvalid, row.Place with { Field = field }, text);

    private static void Check(
        PackRow row, string field, string? value, IReadOnlySet<string> known)
    {
        if (value is not null && !known.Contains(value))
        {
            throw PackFault.Of(
                ProblemCode.UnknownValue, row.Place with { Field = field }, value);
        }
    }
}
