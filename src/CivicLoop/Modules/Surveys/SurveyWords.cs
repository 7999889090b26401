using CivicLoop.Domain.Surveys;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Localisation;

namespace CivicLoop.Modules.Surveys;

/// <summary>Names of districts and classes as pages show them.</summary>
internal static class SurveyWords
{
    public static string District(CityModel city, ReaderTexts texts, string code) =>
        city.Areas.Districts.FirstOrDefault(one => one.Code == code) is { } area
            ? texts.Of(area.Name)
            : code;

    public static string Band(ReaderTexts texts, Questionnaire asked, string code) =>
        asked.Bands.FirstOrDefault(one => one.Code == code) is { } band
            ? texts.Of(band.Name)
            : code;

    public static string Stratum(
        CityModel city, ReaderTexts texts, Questionnaire asked, SurveyStratum one) =>
        $"{District(city, texts, one.District)} · {Band(texts, asked, one.Band)}";
}
