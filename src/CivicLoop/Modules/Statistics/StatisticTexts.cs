namespace CivicLoop.Modules.Statistics;

/// <summary>Names the resource files with the words of the pages about statistics.</summary>
internal sealed class StatisticTexts;
