using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Localisation;

namespace CivicLoop.Modules.Statistics;

/// <summary>A unit a figure is of.</summary>
/// <param name="Code">Empty for the city.</param>
internal sealed record FigureUnit(UnitKind Kind, string Code);

/// <summary>How the units of figures are written and read.</summary>
internal static class FigureUnits
{
    /// <summary>The whole city, as programs and tables name it.</summary>
    public const string City = "city";

    // What offices write in their tables.
    private const string WholeCity = "全市";

    /// <summary>The unit that is meant: <c>city</c>, a district or an organisation, by code or
    /// whole name; the body of a district means the district. Errors: none is said; nobody knows
    /// it.</summary>
    public static Outcome<FigureUnit> Read(CityModel city, string? text)
    {
        if (TextRule.Blank(text) is not { } word)
        {
            return new Problem(ProblemCode.FieldRequired, "unit");
        }

        if (word is City or WholeCity || word == city.Areas.Whole?.Code)
        {
            return new FigureUnit(UnitKind.City, "");
        }

        var district = city.Areas.Districts.FirstOrDefault(one =>
            one.Code == word || one.NameZh == word || one.NameEn == word);
        var body = district is null ? city.Organizations.Meant(word) : null;
        district ??= body is { Tree: OrganizationTree.Territory, AreaCode: { } area }
            ? city.Areas.Districts.FirstOrDefault(one => one.Code == area)
            : null;
        return district is not null ? new FigureUnit(UnitKind.Territory, district.Code)
            : body is { RetiredAt: null } ? new FigureUnit(UnitKind.Line, body.Code)
            : new Problem(ProblemCode.UnitNotKnown, "unit", word);
    }

    public static string Write(UnitKind kind, string code) => kind == UnitKind.City ? City : code;

    /// <summary>Its name for a reader.</summary>
    public static string Show(
        CityModel city, ReaderTexts texts, ModuleTexts<StatisticTexts> words, UnitKind kind,
        string code) => kind switch
    {
        UnitKind.City => words["City"],
        UnitKind.Territory => CaseNames.Area(city, texts, code) ?? code,
        UnitKind.Line => CaseNames.Organization(city, texts, code),
    };
}
