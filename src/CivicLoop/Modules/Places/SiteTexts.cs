namespace CivicLoop.Modules.Places;

/// <summary>Names the resource files with the words of the register of sites.</summary>
internal sealed class SiteTexts;
