namespace CivicLoop.Modules.Participation;

/// <summary>Names the resource files with the words of the portal's later pages.</summary>
internal sealed class PortalTexts;
