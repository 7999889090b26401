namespace CivicLoop.Modules.Inspections;

/// <summary>Names the resource files with the words of the pages about inspections.</summary>
internal sealed class InspectionTexts;
