using System.Globalization;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.Web;

/// <summary>A number somebody typed into a form; null where the field was left empty.</summary>
internal sealed record TypedNumber(double? Value)
{
    /// <summary>Error: not a number. A comma is no decimal point and no mark of thousands: 102,7
    /// would become 1027 and lie outside every city.</summary>
    public static Outcome<TypedNumber> Read(string? typed, string field) =>
        string.IsNullOrWhiteSpace(typed) ? new TypedNumber((double?)null)
        : double.TryParse(
            typed.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? new TypedNumber(value)
            : new Problem(ProblemCode.FieldInvalid, field, typed);
}
