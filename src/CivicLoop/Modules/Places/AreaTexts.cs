namespace CivicLoop.Modules.Places;

/// <summary>Names the resource files with the words of the wizard for boundaries.</summary>
internal sealed class AreaTexts;
