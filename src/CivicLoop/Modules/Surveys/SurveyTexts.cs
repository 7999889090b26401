namespace CivicLoop.Modules.Surveys;

/// <summary>Names the resource files with the words of the pages about surveys.</summary>
internal sealed class SurveyTexts;
