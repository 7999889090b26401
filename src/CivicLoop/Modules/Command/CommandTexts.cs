namespace CivicLoop.Modules.Command;

/// <summary>Names the resource files with the words of the pages about command bodies.</summary>
internal sealed class CommandTexts;
