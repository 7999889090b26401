namespace CivicLoop.Platform.Tables;

/// <summary>Names the resource files with the words of the pages that take lists in.</summary>
internal sealed class SheetImportTexts;
