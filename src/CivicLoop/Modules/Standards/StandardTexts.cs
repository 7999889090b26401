namespace CivicLoop.Modules.Standards;

/// <summary>Names the resource files with the words of the pages of this module.</summary>
internal sealed class StandardTexts;
