namespace CivicLoop.Modules.Planning;

/// <summary>Names the resource files with the words of the pages about planning.</summary>
internal sealed class PlanningTexts;
