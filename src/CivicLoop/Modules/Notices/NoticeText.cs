namespace CivicLoop.Modules.Notices;

/// <summary>A notice as its reader sees it.</summary>
internal sealed record NoticeText(string Title, string Body);
