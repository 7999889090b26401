namespace CivicLoop.Modules.Patrols;

/// <summary>Names the resource files with the words of the pages about patrols.</summary>
internal sealed class PatrolTexts;
