namespace CivicLoop.Modules.Responsibilities;

/// <summary>Names the resource files with the words of the pages about duties and disputes.
/// </summary>
internal sealed class DutyTexts;
