using System.Text.Json.Serialization;
using CivicLoop.Domain;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Surveys;

namespace CivicLoop.Platform.City;

/// <summary>A questionnaire a city begins with, as a draft.</summary>
/// <param name="Days">Days it is asked, from the one the city is made on.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PackSurvey(
    string Code, int Days, LocalText Title, LocalText Intro, int HoldsMonths, int LeastShown,
    bool IsOpen, string? Edition, string Basis, IReadOnlyList<SurveyItem> Items,
    IReadOnlyList<SurveyBand> Bands, IReadOnlyList<SurveyStratum> Strata)
{
    public Questionnaire From(DateOnly first) => new()
    {
        Title = Title, Intro = Intro, From = first, Until = first.AddDays(Days),
        HoldsMonths = HoldsMonths, LeastShown = LeastShown, IsOpen = IsOpen, Edition = Edition,
        Basis = Basis, Items = Items, Bands = Bands, Strata = Strata,
    };
}

/// <summary>Reads <c>surveys.json</c>; a pack may have none.</summary>
internal static class PackSurveys
{
    private const string Json = "surveys.json";

    public static IReadOnlyList<PackSurvey> Read(
        PackFolder folder, HashSet<string> areas, IReadOnlyList<PackEdition> editions)
    {
        if (!folder.Has(Json))
        {
            return [];
        }

        var surveys = folder.ReadJson<IReadOnlyList<PackSurvey>>(Json);
        foreach (var one in surveys)
        {
            var fault = Survey.RefuseCode(one.Code) ?? one.From(default).Refuse()
                ?? Unknown(one, areas, editions);
            if (fault is not null)
            {
                throw PackFault.Of(
                    fault.Code, folder.Place(Json, one.Code, fault.Field), fault.Arguments);
            }
        }

        return surveys;
    }

    private static Problem? Unknown(
        PackSurvey survey, HashSet<string> areas, IReadOnlyList<PackEdition> editions)
    {
        if (survey.Strata.FirstOrDefault(one => !areas.Contains(one.District)) is { } strange)
        {
            return new Problem(ProblemCode.UnknownValue, "strata", strange.District);
        }

        var measures = editions.Where(one => one.Body.Edition.Code == survey.Edition)
            .SelectMany(one => one.Body.Measures).Select(one => one.Code).ToHashSet();
        return survey.Items.FirstOrDefault(
            one => one.Measure is { } measure && !measures.Contains(measure)) is { } item
            ? new Problem(ProblemCode.UnknownValue, "items", item.Measure!)
            : null;
    }
}
