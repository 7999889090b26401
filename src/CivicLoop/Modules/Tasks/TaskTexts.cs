namespace CivicLoop.Modules.Tasks;

/// <summary>Names the resource files with the words of the pages about plans and tasks.</summary>
internal sealed class TaskTexts;
