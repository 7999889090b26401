namespace CivicLoop.Modules.Audit;

/// <summary>Names the resource files with the words of the audit page.</summary>
internal sealed class AuditTexts;
