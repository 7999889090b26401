namespace CivicLoop.Modules.FoodSafety;

/// <summary>Names the resource files with the words of the pages about food safety.</summary>
internal sealed class FoodTexts;
