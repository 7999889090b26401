using System.Globalization;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Appraisal;

/// <summary>依据文件: the document a year, a deduction or a standing rests on. Without one nothing
/// of the kind is taken.</summary>
public static class BasisDocument
{
    public const int NameMax = 200;
    public const int NumberMax = 60;

    /// <summary>Errors: no name, no number or no day; a day ahead.</summary>
    public static Problem? Refuse(string? name, string? number, DateOnly? day, DateOnly today) =>
        TextRule.Needed(name, "basisName", NameMax)
        ?? TextRule.Needed(number, "basisNumber", NumberMax)
        ?? (day is not { } written ? new Problem(ProblemCode.FieldRequired, "basisDay")
            : written > today ? new Problem(ProblemCode.FieldInvalid, "basisDay", Show(written))
            : null);

    /// <summary>A day as problems name it.</summary>
    public static string Show(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>A day that should not come before another.</summary>
    public static Problem Disorder(string field, DateOnly first, DateOnly last) =>
        new(ProblemCode.DateOrder, field, Show(first), Show(last));
}
