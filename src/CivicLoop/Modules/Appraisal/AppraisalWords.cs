using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Modules.Appraisal;

/// <summary>Points and figures as pages write and read them.</summary>
internal static class AppraisalWords
{
    private const int Thousand = 1000;
    private const decimal TypedMax = 1_000_000;

    /// <summary>Thousandths as the number people know.</summary>
    public static string Points(int? milli) => milli is { } value
        ? (value / 1000m).ToString("0.###", CultureInfo.InvariantCulture)
        : "—";

    /// <summary>As a form shows it again; empty for none.</summary>
    public static string Typed(int? milli) => milli is null ? "" : Points(milli);

    /// <summary>A difference with its sign.</summary>
    public static string Change(int? milli) => milli is { } value
        ? (value / 1000m).ToString("+0.###;−0.###;0", CultureInfo.InvariantCulture)
        : "—";

    /// <summary>A number with up to three digits after the point; null where the field was left
    /// empty. Error: it is none.</summary>
    public static bool TryRead(
        string? typed, string field, out int? milli, [NotNullWhen(false)] out Problem? problem)
    {
        (milli, problem) = (null, null);
        if (string.IsNullOrWhiteSpace(typed))
        {
            return true;
        }

        if (!decimal.TryParse(
                typed.Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out var value)
            || value > TypedMax || value * Thousand != decimal.Truncate(value * Thousand))
        {
            problem = new Problem(ProblemCode.FieldInvalid, field, typed.Trim());
            return false;
        }

        milli = (int)(value * Thousand);
        return true;
    }
}
