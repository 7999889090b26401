namespace CivicLoop.Domain.Command;

/// <summary>成员: an organisation or a member of staff sits in a command body for a time, because a
/// document says so.</summary>
public sealed record CommandMember
{
    public required Guid Id { get; init; }

    /// <summary>The command body, an organisation of the command tree: headquarters, its office, a
    /// sub-headquarters, an inspection group.</summary>
    public required string BodyCode { get; init; }

    /// <summary>As what: 总指挥长, 成员单位, 组长.</summary>
    public required string Title { get; init; }

    /// <summary>The member organisation; null where a member of staff sits for the body itself.
    /// </summary>
    public string? OrganizationCode { get; init; }

    /// <summary>The member of staff, by the name of the account; null where the organisation sends
    /// whom it likes.</summary>
    public string? SignIn { get; init; }

    /// <summary>First day of membership.</summary>
    public required DateOnly FromDay { get; init; }

    /// <summary>Last day; null while no end is known.</summary>
    public DateOnly? ToDay { get; init; }

    /// <summary>The document it rests on.</summary>
    public required string BasisName { get; init; }

    /// <summary>Who entered it, as the journal names them.</summary>
    public required string EnteredBy { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    public long Version { get; init; } = 1;

    /// <summary>Whether it holds on a day, both ends counted.</summary>
    public bool HoldsOn(DateOnly day) => FromDay <= day && (ToDay is not { } end || day <= end);
}
