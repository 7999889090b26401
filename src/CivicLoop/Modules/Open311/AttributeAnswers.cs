using System.Globalization;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Modules.Open311;

/// <summary>What a request answered to a service's questions, checked.</summary>
/// <param name="Condition">The condition chosen; null for the first.</param>
/// <param name="Others">Every other answer, also to what nobody asked: label and value.</param>
internal sealed record AttributeAnswers(
    int? Condition, IReadOnlyList<KeyValuePair<string, string>> Others)
{
    // A line, not a text.
    private const int StringMax = 500;

    private const string Prefix = "attribute[";

    public static AttributeAnswers Read(
        IReadOnlyList<ServiceQuestion> questions, Parameters given, List<Problem> problems)
    {
        int? condition = null;
        var others = new List<KeyValuePair<string, string>>();
        foreach (var question in questions)
        {
            var name = NameOf(question.Code);
            IReadOnlyList<string> values = [.. given.All(name), .. given.All(name + "[]")];
            if (values.Count == 0)
            {
                if (question.IsRequired)
                {
                    problems.Add(new Problem(ProblemCode.FieldRequired, name));
                }

                continue;
            }

            if (Fault(question, name, values) is { } fault)
            {
                problems.Add(fault);
            }
            else if (question.Code == ServiceDefinitions.ConditionCode)
            {
                condition = int.Parse(values[0], CultureInfo.InvariantCulture);
            }
            else
            {
                others.Add(KeyValuePair.Create(question.Question, Say(question, values)));
            }
        }

        others.AddRange(Unasked(questions, given));
        return new AttributeAnswers(condition, others);
    }

    public static string NameOf(string code) => $"{Prefix}{code}]";

    private static Problem? Fault(
        ServiceQuestion question, string name, IReadOnlyList<string> values)
    {
        if (question.Kind != AttributeKind.MultiValueList && values.Count > 1)
        {
            return new Problem(ProblemCode.LimitTooLarge, name, 1);
        }

        var first = values[0];
        switch (question.Kind)
        {
            case AttributeKind.Number:
                return double.TryParse(
                        first, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                    && double.IsFinite(number)
                    ? null
                    : new Problem(ProblemCode.FieldInvalid, name, first);
            case AttributeKind.DateTime:
                return Parameters.Instant(first, name).Problem;
            case AttributeKind.SingleValueList or AttributeKind.MultiValueList:
                var unknown = values.FirstOrDefault(
                    value => question.Choices.All(choice => choice.Key != value));
                return unknown is null
                    ? null
                    : new Problem(ProblemCode.UnknownValue, name, unknown);
            default:
                var max = question.Kind == AttributeKind.Text ? CaseAction.WordsMax : StringMax;
                return first.Length > max
                    ? new Problem(ProblemCode.FieldTooLong, name, max, first.Length)
                    : null;
        }
    }

    private static string Say(ServiceQuestion question, IReadOnlyList<string> values) =>
        string.Join(", ", values.Select(value => question.Choices
            .Where(choice => choice.Key == value).Select(choice => choice.Value)
            .FirstOrDefault(value)));

    // Clients send more than was asked (their own number, easting, title); staff may want to read
    // it, so it is kept and not refused.
    private static IEnumerable<KeyValuePair<string, string>> Unasked(
        IReadOnlyList<ServiceQuestion> questions, Parameters given) =>
        from name in given.Names
        where name.StartsWith(Prefix, StringComparison.Ordinal)
        let code = name[Prefix.Length..].TrimEnd('[', ']')
        where questions.All(question => question.Code != code)
        from value in given.All(name)
        select KeyValuePair.Create(code, value);
}
