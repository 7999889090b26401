using System.Globalization;
using CivicLoop.Domain;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Surveys;

namespace CivicLoop.Modules.Surveys;

/// <summary>Classes and strata as lines, which an office copies from its own table: the parts of a
/// line stand between <c>|</c> or tabulators.</summary>
internal static class StrataText
{
    private static readonly char[] Between = ['|', '\t'];

    public static string Show(IEnumerable<SurveyBand> bands) => string.Join(
        '\n', bands.Select(one => $"{one.Code} | {one.Name.Zh} | {one.Name.En}"));

    public static string Show(
        IEnumerable<SurveyStratum> strata, IEnumerable<Area> districts) => string.Join(
        '\n', strata.Select(one => string.Create(
            CultureInfo.InvariantCulture,
            $"{NameOf(one.District, districts)} | {one.Band} | {one.Residents} | {one.Quota}")));

    /// <summary>Error: a line that has not its three parts.</summary>
    public static Outcome<IReadOnlyList<SurveyBand>> Bands(string? typed)
    {
        var bands = new List<SurveyBand>();
        foreach (var (line, parts) in Lines(typed))
        {
            if (parts.Length != 3)
            {
                return new Problem(ProblemCode.FieldInvalid, "bands", line);
            }

            bands.Add(new SurveyBand(parts[0], new LocalText(parts[1], parts[2])));
        }

        return bands;
    }

    /// <summary>Error: a line that has not its four parts, or names no district.</summary>
    public static Outcome<IReadOnlyList<SurveyStratum>> Strata(
        string? typed, IReadOnlyList<Area> districts)
    {
        var strata = new List<SurveyStratum>();
        foreach (var (line, parts) in Lines(typed))
        {
            if (parts.Length != 4 || !Number(parts[2], out var residents)
                || !Number(parts[3], out var quota))
            {
                return new Problem(ProblemCode.FieldInvalid, "strata", line);
            }

            if (districts.FirstOrDefault(one => one.Code == parts[0] || one.NameZh == parts[0]
                || one.NameEn == parts[0]) is not { } district)
            {
                return new Problem(ProblemCode.UnknownValue, "strata", parts[0]);
            }

            strata.Add(new SurveyStratum(district.Code, parts[1], residents, quota));
        }

        return strata;
    }

    private static IEnumerable<(string Line, string[] Parts)> Lines(string? typed) =>
        TextRule.Lines(typed).Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => (line, line.Split(Between, StringSplitOptions.TrimEntries)));

    private static bool Number(string text, out int number) => int.TryParse(
        text, NumberStyles.Integer, CultureInfo.InvariantCulture, out number);

    private static string NameOf(string code, IEnumerable<Area> districts) =>
        districts.FirstOrDefault(one => one.Code == code)?.NameZh ?? code;
}
