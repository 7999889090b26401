namespace CivicLoop.Domain.People;

/// <summary>A named set of permissions (角色). Roles are data: an administrator may change what a
/// role may do; code asks for permissions only.</summary>
public sealed record Role
{
    public required string Code { get; init; }

    public required string NameZh { get; init; }

    public required string NameEn { get; init; }

    /// <summary>In the order of <see cref="Permission"/>, each once.</summary>
    public required IReadOnlyList<Permission> Permissions { get; init; }

    /// <summary>True where a post of this role acts for what its organisation answers for (a unit
    /// that fixes); false where it acts for the whole city or an area of it (a body that receives,
    /// dispatches, checks or closes, and answers for no case itself).</summary>
    public required bool IsOfLine { get; init; }

    /// <summary>Since when nobody can be given it any more; null while it is in use. Posts of the
    /// past still name it.</summary>
    public DateTimeOffset? RemovedAt { get; init; }

    public LocalText Name => new(NameZh, NameEn);
}
