namespace CivicLoop.Modules.Scores;

/// <summary>Names the resource files with the words of the evaluation's pages.</summary>
internal sealed class ScoreTexts;
