using System.Globalization;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.Web;

/// <summary>A number somebody typed into a form; null where the field was left empty.</summary>
internal sealed record TypedNumber(double? Value)
{
    private const double WholeMax = 1e7;

    // What binary fractions leave of a decimal one.
    private const double Rounding = 1e-6;

    /// <summary>Error: not a number. A comma is no decimal point and no mark of thousands: 102,7
    /// would become 1027 and lie outside every city.</summary>
    public static Outcome<TypedNumber> Read(string? typed, string field) =>
        string.IsNullOrWhiteSpace(typed) ? new TypedNumber((double?)null)
        : double.TryParse(
            typed.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? new TypedNumber(value)
            : new Problem(ProblemCode.FieldInvalid, field, typed);

    /// <summary>The number times so many, where that is whole: 2.5 % are 25 thousandths. Errors:
    /// not a number; finer than that, or further from nothing than anybody needs.</summary>
    public static Outcome<TypedWhole> ReadWhole(string? typed, string field, int times = 1)
    {
        if (!Read(typed, field).Try(out var number, out var bad))
        {
            return bad;
        }

        if (number.Value is not { } value)
        {
            return new TypedWhole(null);
        }

        var whole = value * times;
        return whole is > -WholeMax and < WholeMax
            && Math.Abs(whole - Math.Round(whole)) < Rounding
            ? new TypedWhole((int)Math.Round(whole))
            : new Problem(ProblemCode.FieldInvalid, field, typed!);
    }
}

/// <summary>A whole number somebody typed into a form; null where the field was left empty.
/// </summary>
internal sealed record TypedWhole(int? Value);
