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
        Needed(name, "basisName", NameMax)
        ?? Needed(number, "basisNumber", NumberMax)
        ?? (day is not { } written ? new Problem(ProblemCode.FieldRequired, "basisDay")
            : written > today ? new Problem(ProblemCode.FieldInvalid, "basisDay", Show(written))
            : null);

    /// <summary>Null where a text is there and not too long.</summary>
    public static Problem? Needed(string? text, string field, int lengthMax) =>
        string.IsNullOrWhiteSpace(text) ? new Problem(ProblemCode.FieldRequired, field)
        : text.Trim().Length > lengthMax
            ? new Problem(ProblemCode.FieldTooLong, field, lengthMax, text.Trim().Length)
        : null;

    /// <summary>A day as problems name it.</summary>
    public static string Show(DateOnly day) => day.ToString("O", CultureInfo.InvariantCulture);

    /// <summary>A day that should not come before another.</summary>
    public static Problem Disorder(string field, DateOnly first, DateOnly last) =>
        new(ProblemCode.DateOrder, field, Show(first), Show(last));
}
