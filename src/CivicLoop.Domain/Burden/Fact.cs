namespace CivicLoop.Domain.Burden;

/// <summary>A fact of a unit that was entered once and is used wherever it is asked again (一次填报,
/// 多处使用).</summary>
public sealed record Fact
{
    public const int NameMax = 60;
    public const int ValueMax = 200;

    public required Guid Id { get; init; }

    public required string UnitCode { get; init; }

    /// <summary>As the form called it.</summary>
    public required string Name { get; init; }

    public required string Value { get; init; }

    public required string EnteredBy { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }
}

/// <summary>A place a fact is used at.</summary>
/// <param name="Source">As the module names itself.</param>
public sealed record FactUse(
    Guid FactId, string Source, Guid SourceId, string Title, DateTimeOffset UsedAt);
