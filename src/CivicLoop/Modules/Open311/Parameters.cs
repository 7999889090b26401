using System.Globalization;
using System.Text.RegularExpressions;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Modules.Open311;

/// <summary>What a request gave: form fields before the query string. An empty parameter is an
/// absent one.</summary>
internal sealed partial class Parameters(IQueryCollection query, IFormCollection? form)
{
    public IReadOnlyList<IFormFile> Files => form?.Files ?? (IReadOnlyList<IFormFile>)[];

    /// <summary>All that was given in a fixed order, for telling two requests apart.</summary>
    public IEnumerable<(string Name, string Value)> Fields =>
        from one in query.Concat(form ?? FormCollection.Empty)
        orderby one.Key
        from value in one.Value
        select (one.Key, value ?? "");

    /// <summary>Names of the form fields.</summary>
    public IEnumerable<string> Names => form?.Keys ?? [];

    public string? Text(string name) => All(name) is [var first, ..] ? first : null;

    public IReadOnlyList<string> All(string name)
    {
        var inForm = form is null ? [] : Given(form[name]);
        return inForm.Count > 0 ? inForm : Given(query[name]);
    }

    /// <summary>A comma list; null when absent.</summary>
    public IReadOnlyList<string>? List(string name) =>
        Text(name)?.Split(
            ',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>A whole number of at least 1; null when absent.</summary>
    public int? Count(string name, int max, List<Problem> problems)
    {
        if (Text(name) is not { } word)
        {
            return null;
        }

        if (!int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
            || count < 1)
        {
            problems.Add(new Problem(ProblemCode.FieldInvalid, name, word));
            return null;
        }

        if (count > max)
        {
            problems.Add(new Problem(ProblemCode.LimitTooLarge, name, max));
            return null;
        }

        return count;
    }

    public double? Number(string name, List<Problem> problems)
    {
        if (Text(name) is not { } word)
        {
            return null;
        }

        if (double.TryParse(
            word, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && double.IsFinite(number))
        {
            return number;
        }

        problems.Add(new Problem(ProblemCode.FieldInvalid, name, word));
        return null;
    }

    /// <summary>An instant in W3C form with its zone; null when absent.</summary>
    public DateTimeOffset? Instant(string name, List<Problem> problems)
    {
        if (Text(name) is not { } word)
        {
            return null;
        }

        if (Instant(word, name).Try(out var at, out var problem))
        {
            return at;
        }

        problems.Add(problem);
        return null;
    }

    /// <summary>Errors: no zone, or no date at all.</summary>
    public static Outcome<DateTimeOffset> Instant(string word, string name)
    {
        // A plus sign that was not escaped arrives as a blank.
        var text = UnescapedPlus().Replace(word.Trim(), "+$1");
        var match = W3cDate().Match(text);
        if (!match.Success
            || !DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal, out var at))
        {
            return new Problem(ProblemCode.FieldInvalid, name, word);
        }

        return match.Groups["zone"].Success
            ? at.ToUniversalTime()
            : new Problem(ProblemCode.DateWithoutZone, name, word);
    }

    private static IReadOnlyList<string> Given(IEnumerable<string?> values) =>
    [
        .. values.Where(value => !string.IsNullOrWhiteSpace(value))
            .Select(value => value!.Trim()),
    ];

    [GeneratedRegex(@" (\d\d:?\d\d)$")]
    private static partial Regex UnescapedPlus();

    [GeneratedRegex(
        @"^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,9})?)?(?<zone>Z|[+-]\d\d:?\d\d)?)?$",
        RegexOptions.IgnoreCase)]
    private static partial Regex W3cDate();
}
