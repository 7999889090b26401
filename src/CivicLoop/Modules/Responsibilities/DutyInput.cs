using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>A duty as a form, a program or a row of a table says it.</summary>
internal sealed record DutyInput
{
    public string? Kind { get; init; }

    public string? Edition { get; init; }

    public string? Subject { get; init; }

    public string? Role { get; init; }

    public string? Area { get; init; }

    /// <summary>Code of the organisation, or its whole name.</summary>
    public string? Holder { get; init; }

    public string? HolderName { get; init; }

    public string? HolderTitle { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public string? BasisName { get; init; }

    public string? BasisNumber { get; init; }

    public string? BasisDay { get; init; }

    // What offices write in their tables.
    private static readonly Dictionary<string, DutySubject> Kinds = new()
    {
        ["测评标准"] = DutySubject.Criterion, ["点位类型"] = DutySubject.SiteKind,
        ["区域"] = DutySubject.Area, ["点位"] = DutySubject.Site,
        ["问题类别"] = DutySubject.Category, ["类别"] = DutySubject.Category,
    };

    private static readonly Dictionary<string, DutyRole> Roles = new()
    {
        ["牵头单位"] = DutyRole.LeadDepartment, ["牵头"] = DutyRole.LeadDepartment,
        ["责任单位"] = DutyRole.ResponsibleUnit, ["责任"] = DutyRole.ResponsibleUnit,
        ["配合单位"] = DutyRole.SupportingUnit, ["配合"] = DutyRole.SupportingUnit,
        ["属地单位"] = DutyRole.TerritorialOwner, ["属地"] = DutyRole.TerritorialOwner,
        ["点位长"] = DutyRole.SiteKeeper,
    };

    /// <summary>The duty it says. Errors: a kind, role, area, organisation or day nobody knows, and
    /// what <see cref="DutyRules.Fault"/> says. Whether the subject is there is asked later.
    /// </summary>
    public Outcome<DutyRecord> Read(CityModel city, Guid id, string actor, DateTimeOffset now)
    {
        if (!Word(Kind, Kinds, "kind").Try(out var kind, out var fault)
            || !Word(Role, Roles, "role").Try(out var role, out fault)
            || !TypedDay.Need(From, "from").Try(out var from, out fault)
            || !TypedDay.Read(To, "to").Try(out var to, out fault)
            || !TypedDay.Read(BasisDay, "basisDay").Try(out var basisDay, out fault))
        {
            return fault;
        }

        if (TextRule.Blank(Area) is { } area && city.Areas.Find(area) is null)
        {
            return new Problem(ProblemCode.UnknownValue, "area", area);
        }

        var holder = city.Organizations.Meant(Holder);
        if (TextRule.Blank(Holder) is { } named && holder is not { RetiredAt: null })
        {
            return new Problem(ProblemCode.UnitNotKnown, "holder", named);
        }

        var duty = new DutyRecord
        {
            Id = id,
            SubjectKind = kind.Value,
            EditionCode = kind.Value == DutySubject.Criterion ? TextRule.Blank(Edition) ?? "" : "",
            SubjectCode = TextRule.Blank(Subject) ?? "",
            Role = role.Value,
            AreaCode = TextRule.Blank(Area),
            HolderCode = holder?.Code,
            HolderName = TextRule.Blank(HolderName) ?? "",
            HolderTitle = TextRule.Blank(HolderTitle) ?? "",
            FromDay = from,
            ToDay = to.Value,
            BasisName = TextRule.Blank(BasisName) ?? "",
            BasisNumber = TextRule.Blank(BasisNumber) ?? "",
            BasisDay = basisDay.Value,
            EnteredBy = actor,
            EnteredAt = now,
        };
        return DutyRules.Fault(duty) is { } wrong ? wrong : duty;
    }

    // Numbers are no words: "1" would otherwise pass for the second value.
    private static Outcome<Held<T>> Word<T>(
        string? text, Dictionary<string, T> chinese, string field)
        where T : struct, Enum
    {
        if (TextRule.Blank(text) is not { } word)
        {
            return new Problem(ProblemCode.FieldRequired, field);
        }

        return chinese.TryGetValue(word, out var known) ? new Held<T>(known)
            : char.IsAsciiLetter(word[0]) && Enum.TryParse<T>(word, ignoreCase: true, out var value)
                && Enum.IsDefined(value) ? new Held<T>(value)
            : new Problem(ProblemCode.UnknownValue, field, word);
    }
}

/// <summary>A value that may be null inside an outcome.</summary>
internal readonly record struct Held<T>(T Value);
