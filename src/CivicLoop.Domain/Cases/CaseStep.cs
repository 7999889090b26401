namespace CivicLoop.Domain.Cases;

/// <summary>The facts of one step of a case, as its journal keeps them: no words of a reporter and
/// no contact, only what was done.</summary>
public sealed record CaseStep
{
    public required string Command { get; init; }

    public CaseState? From { get; init; }

    public CaseState To { get; init; }

    public string? ByOrg { get; init; }

    public string? Unit { get; init; }

    public string? Line { get; init; }

    public string? Territory { get; init; }

    public string? Rule { get; init; }

    public string? Class { get; init; }

    public int? Condition { get; init; }

    public string? Place { get; init; }

    public DateTimeOffset? LineDue { get; init; }

    public DateTimeOffset? TerritoryDue { get; init; }

    /// <summary>The command whose step was taken back.</summary>
    public string? Undoes { get; init; }

    public DateTimeOffset? Until { get; init; }

    public Guid? OtherCase { get; init; }

    public IReadOnlyList<Guid>? Parts { get; init; }

    public IReadOnlyList<string>? Pictures { get; init; }

    /// <summary>Salted SHA-256 of the words said with the step; the words stand beside the journal,
    /// where a person's own can be erased.</summary>
    public string? Words { get; init; }

    /// <summary>True where an importer took the step over from another system's history.</summary>
    public bool? Imported { get; init; }
}
