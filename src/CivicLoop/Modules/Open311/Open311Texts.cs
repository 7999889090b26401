namespace CivicLoop.Modules.Open311;

/// <summary>Names the resource files with the words of the Open311 answers.</summary>
internal sealed class Open311Texts;
