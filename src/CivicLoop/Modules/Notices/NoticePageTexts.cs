namespace CivicLoop.Modules.Notices;

/// <summary>Names the resource files with the words of the pages about notices.</summary>
internal sealed class NoticePageTexts;
