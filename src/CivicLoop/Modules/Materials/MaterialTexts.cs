namespace CivicLoop.Modules.Materials;

/// <summary>Names the resource files with the words of the pages about materials.</summary>
internal sealed class MaterialTexts;
