using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.People;

/// <summary>A permission someone holds, and where.</summary>
public sealed record Grant(Permission Permission, Scope Scope);

/// <summary>Who asks for something: a signed-in post, the holder of a report's secret link, another
/// system, or the city's own jobs.</summary>
/// <param name="Actor">How the journal names them, never with a person's name.</param>
/// <param name="OrganizationCode">The organisation they act for; null for residents.</param>
/// <param name="OrganizationPath">Its path in its tree; null for residents.</param>
/// <param name="Grants">What they may do, and where.</param>
public sealed record Caller(
    string Actor,
    string? OrganizationCode,
    string? OrganizationPath,
    IReadOnlyList<Grant> Grants)
{
    /// <summary>A resident without an account.</summary>
    public static Caller Resident { get; } = new("resident", null, null, []);

    /// <summary>The reporter of the case at hand.</summary>
    public static Caller Reporter { get; } = new(
        "reporter", null, null, [new Grant(Permission.OwnReport, Scope.City)]);

    public bool May(Permission permission, CaseStanding standing) =>
        permission == Permission.Anyone
        || Grants.Any(grant =>
            grant.Permission == permission && grant.Scope.Covers(standing));

    /// <summary>Where a permission is held, each place once.</summary>
    public IReadOnlyList<Scope> ScopesOf(Permission permission) =>
    [
        .. Grants.Where(grant => grant.Permission == permission).Select(grant => grant.Scope)
            .Distinct(),
    ];

    /// <summary>The same caller for a step that follows from one they may take.</summary>
    public Caller AlsoMay(Permission permission) =>
        this with { Grants = [.. Grants, new Grant(permission, Scope.City)] };

    /// <summary>True when the permission is held anywhere; a list then filters by scope.</summary>
    public bool MaySomewhere(Permission permission) =>
        permission == Permission.Anyone
        || Grants.Any(grant => grant.Permission == permission);

    /// <summary>Why the caller may not do it anywhere; null where it may. Who is not signed in is
    /// told so first.</summary>
    public Problem? Refuse(Permission permission) =>
        MaySomewhere(permission) ? null
        : Actor == Resident.Actor
            ? new Problem(ProblemCode.SignInRequired, null, permission)
            : new Problem(ProblemCode.NotPermitted, null, permission);

    /// <summary>Why the caller may not read what all staff may; null for who acts for an
    /// organisation.</summary>
    public Problem? RefuseUnlessStaff() =>
        OrganizationCode is null ? new Problem(ProblemCode.SignInRequired, null) : null;
}
