using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;
using CivicLoop.Domain;
using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.Localisation;

/// <summary>Says what is wrong and what to do about it, in the reader's language.</summary>
internal sealed partial class ProblemTexts(Texts texts, When when)
{
    private readonly FrozenDictionary<string, string> chinese =
        Texts.Read(typeof(ProblemTexts), "");

    private readonly FrozenDictionary<string, string> english =
        Texts.Read(typeof(ProblemTexts), Texts.English);

    /// <summary>What is wrong. A text of the code and the field, such as
    /// <c>FieldRequired.pictures</c>, goes before the text of the code alone.</summary>
    public string What(string language, Problem problem)
    {
        var all = All(language);
        var pattern = all.GetValueOrDefault($"{problem.Code}.{problem.Field}")
            ?? all[problem.Code.ToString()];
        return Placeholder().Replace(pattern, match => match.Groups[1].Value switch
        {
            "field" => problem.Field is { } field ? texts.Field(language, field) : "",
            var n when int.Parse(n, CultureInfo.InvariantCulture) is var i
                && i < problem.Arguments.Length => Say(language, problem.Arguments[i]),
            _ => "",
        }).TrimEnd(' ', ':', '：');
    }

    /// <summary>What the reader can do about it.</summary>
    public string Fix(string language, ProblemCode code) => All(language)[$"Fix.{code}"];

    internal FrozenDictionary<string, string> All(string language) =>
        language == Texts.Chinese ? chinese : english;

    private string Say(string language, object argument) => argument switch
    {
        LocalText text => text.In(language),
        Enum value => texts.Of(language, value),
        DateTimeOffset at => when.Local(at),
        TimeLimit limit => texts.Get(
            language, "TimeLimit", limit.Amount, texts.Of(language, limit.Kind)),
        int or long => string.Format(Texts.CultureOf(language), "{0:N0}", argument),
        IFormattable value => value.ToString(null, Texts.CultureOf(language)),
        _ => argument.ToString() ?? "",
    };

    [GeneratedRegex(@"\{(field|\d+)\}")]
    internal static partial Regex Placeholder();
}
