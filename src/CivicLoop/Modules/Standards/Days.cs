using System.Globalization;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Modules.Standards;

/// <summary>A day that may be left out.</summary>
internal readonly record struct OptionalDay(DateOnly? Day);

/// <summary>Reads the days of the forms.</summary>
internal static class Days
{
    /// <summary>Errors: it is missing, or no day.</summary>
    public static Outcome<DateOnly> Read(string? text, string field) =>
        string.IsNullOrWhiteSpace(text) ? new Problem(ProblemCode.FieldRequired, field)
        : DateOnly.TryParseExact(
            text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var day) ? day
        : new Problem(ProblemCode.FieldInvalid, field, text);

    public static Outcome<OptionalDay> ReadOptional(string? text, string field) =>
        string.IsNullOrWhiteSpace(text) ? new OptionalDay(null)
        : Read(text, field).Try(out var day, out var fault) ? new OptionalDay(day)
        : fault;

    /// <summary>As every page writes a day.</summary>
    public static string Show(DateOnly? day) =>
        day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>Thousandths as the number people know, for example points.</summary>
    public static string Thousandths(int milli) =>
        (milli / 1000m).ToString("0.###", CultureInfo.InvariantCulture);
}
