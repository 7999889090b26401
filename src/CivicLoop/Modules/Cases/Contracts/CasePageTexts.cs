namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>Names the resource files with the words of the console's case pages.</summary>
internal sealed class CasePageTexts;
