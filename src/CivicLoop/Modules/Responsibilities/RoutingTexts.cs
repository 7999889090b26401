namespace CivicLoop.Modules.Responsibilities;

/// <summary>Names the resource files with the words of the routing page.</summary>
internal sealed class RoutingTexts;
