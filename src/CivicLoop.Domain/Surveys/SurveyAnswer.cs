using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Surveys;

/// <summary>One answered questionnaire. It holds the two coarse classes, the choices and the day;
/// nothing that leads to a person, an account, a device, a code or an hour.</summary>
/// <param name="Id">Drawn by chance, so that no order and no time can be read from it.</param>
/// <param name="Choices">A letter for each item in the questionnaire's order: the number of the
/// choice from 1, <see cref="DoesNotKnow"/> or <see cref="LeftOut"/>.</param>
public sealed record SurveyAnswer(
    Guid Id, Guid SurveyId, string District, string Band, string Choices, SurveyWay Way,
    DateOnly Day)
{
    /// <summary>不清楚或不适用: counted, but neither for nor against.</summary>
    public const char DoesNotKnow = 'd';

    public const char LeftOut = '-';

    /// <summary>What was chosen, as it is kept. Errors: a needed item left out; a choice the item
    /// does not have.</summary>
    /// <param name="chosen">By item code: a number from 1, or <c>d</c>.</param>
    public static Outcome<string> Read(
        Questionnaire asked, IReadOnlyDictionary<string, string?> chosen)
    {
        var letters = new char[asked.Items.Count];
        foreach (var (n, item) in asked.Items.Index())
        {
            var said = chosen.GetValueOrDefault(item.Code)?.Trim();
            if (string.IsNullOrEmpty(said))
            {
                if (item.IsNeeded)
                {
                    return new Problem(ProblemCode.FieldRequired, item.Code);
                }

                letters[n] = LeftOut;
                continue;
            }

            if (said.Length != 1
                || (said[0] != DoesNotKnow && ChoiceOf(said[0]) is not { } choice)
                || ChoiceOf(said[0]) >= item.Points.Count)
            {
                return new Problem(ProblemCode.FieldInvalid, item.Code, said);
            }

            letters[n] = said[0];
        }

        return new string(letters);
    }

    /// <summary>The choice a letter stands for, from 0; null for none.</summary>
    public static int? ChoiceOf(char letter) => letter is >= '1' and <= '9' ? letter - '1' : null;
}

/// <summary>How often something was chosen in a stratum.</summary>
/// <param name="Item">Code of the item; empty for the answered questionnaires.</param>
/// <param name="Choice">As in <see cref="SurveyAnswer.Choices"/>; empty for the questionnaires.
/// </param>
public sealed record SurveyCount(
    Guid SurveyId, string District, string Band, string Item, string Choice, long N);

/// <summary>Adds answers up, one after the other.</summary>
public sealed class SurveyCounter(Guid survey, Questionnaire asked)
{
    private readonly Dictionary<(string, string, string, string), long> counts = [];

    public void Add(string district, string band, string choices)
    {
        Add(district, band, "", "");
        foreach (var (n, item) in asked.Items.Index())
        {
            if (choices[n] != SurveyAnswer.LeftOut)
            {
                Add(district, band, item.Code, choices[n].ToString());
            }
        }
    }

    /// <summary>The counts in a fixed order.</summary>
    public IReadOnlyList<SurveyCount> Counts =>
    [
        .. counts.Select(one => new SurveyCount(
                survey, one.Key.Item1, one.Key.Item2, one.Key.Item3, one.Key.Item4, one.Value))
            .OrderBy(one => one.District, StringComparer.Ordinal)
            .ThenBy(one => one.Band, StringComparer.Ordinal)
            .ThenBy(one => one.Item, StringComparer.Ordinal)
            .ThenBy(one => one.Choice, StringComparer.Ordinal),
    ];

    private void Add(string district, string band, string item, string choice) =>
        counts[(district, band, item, choice)] =
            counts.GetValueOrDefault((district, band, item, choice)) + 1;
}
