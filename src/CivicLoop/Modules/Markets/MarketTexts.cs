namespace CivicLoop.Modules.Markets;

/// <summary>Names the resource files with the words of the pages about markets.</summary>
internal sealed class MarketTexts;
