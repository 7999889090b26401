namespace CivicLoop.Modules.Burden;

/// <summary>Names the resource files with the words of the pages about burden and objections.
/// </summary>
internal sealed class BurdenTexts;
