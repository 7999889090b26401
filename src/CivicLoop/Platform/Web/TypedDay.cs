using System.Globalization;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.Web;

/// <summary>A day as forms, lists and programs write it (ISO 8601: 2026-11-29); null where the
/// field was left empty.</summary>
internal readonly record struct TypedDay(DateOnly? Value)
{
    private const string Form = "yyyy-MM-dd";

    /// <summary>Error: no day.</summary>
    public static Outcome<TypedDay> Read(string? typed, string field) =>
        string.IsNullOrWhiteSpace(typed) ? new TypedDay(null)
        : DateOnly.TryParseExact(
            typed.Trim(), Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? new TypedDay(day)
            : new Problem(ProblemCode.FieldInvalid, field, typed.Trim());

    /// <summary>Errors: it is missing, or no day.</summary>
    public static Outcome<DateOnly> Need(string? typed, string field) =>
        !Read(typed, field).Try(out var read, out var fault) ? fault
        : read.Value is { } day ? day
        : new Problem(ProblemCode.FieldRequired, field);

    /// <summary>Empty for none.</summary>
    public static string Show(DateOnly? day) =>
        day?.ToString(Form, CultureInfo.InvariantCulture) ?? "";
}
