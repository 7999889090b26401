namespace CivicLoop.Modules.Cases;

/// <summary>Names the resource files with the words of the catalogue's history.</summary>
internal sealed class CatalogueTexts;
