namespace CivicLoop.Domain.Command;

/// <summary>A command body watches a criterion of an edition for a time: it follows how it stands
/// and asks those who answer for it.</summary>
public sealed record CommandWatch
{
    public required Guid Id { get; init; }

    public required string BodyCode { get; init; }

    public required string EditionCode { get; init; }

    public required string CriterionCode { get; init; }

    /// <summary>First day.</summary>
    public required DateOnly FromDay { get; init; }

    /// <summary>Last day; null while no end is known.</summary>
    public DateOnly? ToDay { get; init; }

    /// <summary>Who entered it, as the journal names them.</summary>
    public required string EnteredBy { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    public long Version { get; init; } = 1;

    /// <summary>Whether it holds on a day, both ends counted.</summary>
    public bool HoldsOn(DateOnly day) => FromDay <= day && (ToDay is not { } end || day <= end);
}
