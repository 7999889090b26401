namespace CivicLoop.Domain.People;

/// <summary>Somebody's place in an organisation (岗位): an account acts for the organisation with the
/// permissions of a role, inside a scope, for a time.</summary>
public sealed record Post
{
    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    /// <summary>The organisation the person acts for.</summary>
    public required string OrganizationCode { get; init; }

    public required string RoleCode { get; init; }

    /// <summary>Subtree of organisations the post reaches; null for all of them. Kept beside the
    /// organisation, because a supervision centre acts on cases it does not answer for.</summary>
    public required string? ScopePath { get; init; }

    /// <summary>Subtree of areas the post reaches; null for the whole city.</summary>
    public required string? ScopeArea { get; init; }

    public required DateTimeOffset FromAt { get; init; }

    /// <summary>First instant at which the post is no longer held; null while no end is known.
    /// </summary>
    public required DateTimeOffset? UntilAt { get; init; }

    public Scope Scope => new(ScopePath, ScopeArea);

    public bool IsHeld(DateTimeOffset now) =>
        FromAt <= now && !HasEnded(now);

    public bool HasEnded(DateTimeOffset now) => UntilAt is { } until && until <= now;

    /// <summary>The scope a post of this role in this organisation has unless said otherwise.
    /// </summary>
    public static Scope UsualScope(Role role, Organization organization) =>
        role.IsOfLine
            ? new Scope(organization.Path, null)
            : new Scope(null, organization.AreaCode);
}

/// <summary>A post together with what its role allows at present.</summary>
public sealed record HeldPost(Post Post, Role Role)
{
    public IEnumerable<Grant> Grants =>
        Role.Permissions.Select(permission => new Grant(permission, Post.Scope));
}
