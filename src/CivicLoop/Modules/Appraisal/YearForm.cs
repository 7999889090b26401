using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Appraisal;

/// <summary>A new appraisal as its form sends it.</summary>
internal sealed record YearForm
{
    public string? Year { get; init; }

    public string? NameZh { get; init; }

    public string? NameEn { get; init; }

    public string? BasisName { get; init; }

    public string? BasisNumber { get; init; }

    public string? BasisDay { get; init; }

    public string? Card { get; init; }

    public string? Period { get; init; }

    public string? SelfDay { get; init; }

    public string? AppealDay { get; init; }

    public string? SignDay { get; init; }

    public string? Margin { get; init; }

    public string? Excellent { get; init; }

    public string? Good { get; init; }

    public string? Fit { get; init; }

    public string? CommendMax { get; init; }

    public string? BadYears { get; init; }

    public string? WithinYears { get; init; }

    /// <summary>Error: a day or a number that is none.</summary>
    public Outcome<YearInput> Read()
    {
        if (!TypedDay.Need(BasisDay, "basisDay").Try(out var basis, out var wrong)
            || !TypedDay.Need(SelfDay, "selfDay").Try(out var self, out wrong)
            || !TypedDay.Need(AppealDay, "appealDay").Try(out var appeal, out wrong)
            || !TypedDay.Need(SignDay, "signDay").Try(out var sign, out wrong)
            || !Whole(Year, "year", out var year, out wrong)
            || !Whole(BadYears, "badYears", out var bad, out wrong)
            || !Whole(WithinYears, "withinYears", out var within, out wrong)
            || !AppraisalWords.TryRead(Margin, "margin", out var margin, out wrong)
            || !AppraisalWords.TryRead(Excellent, "excellent", out var excellent, out wrong)
            || !AppraisalWords.TryRead(Good, "good", out var good, out wrong)
            || !AppraisalWords.TryRead(Fit, "fit", out var fit, out wrong)
            || !AppraisalWords.TryRead(CommendMax, "commendMax", out var commend, out wrong))
        {
            return wrong;
        }

        return new YearInput
        {
            Year = year, NameZh = NameZh, NameEn = NameEn, BasisName = BasisName,
            BasisNumber = BasisNumber, BasisDay = basis, Card = Card, Period = Period,
            SelfDay = self, AppealDay = appeal, SignDay = sign, MarginMilli = margin,
            ExcellentMilli = excellent, GoodMilli = good, FitMilli = fit,
            CommendMaxMilli = commend, BadYears = bad, WithinYears = within,
        };
    }

    private static bool Whole(
        string? typed, string field, out int? number, [NotNullWhen(false)] out Problem? problem)
    {
        (number, problem) = (null, null);
        if (string.IsNullOrWhiteSpace(typed))
        {
            return true;
        }

        if (int.TryParse(
            typed.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var value))
        {
            number = value;
            return true;
        }

        problem = new Problem(ProblemCode.FieldInvalid, field, typed.Trim());
        return false;
    }
}
