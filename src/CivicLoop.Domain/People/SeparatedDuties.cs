using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.People;

/// <summary>The three duties no single person may join (三员分立, GB/T 22239-2019): who keeps the
/// system running, who gives out rights, and who reads what both did.</summary>
public static class SeparatedDuties
{
    public static IReadOnlyList<Permission> All { get; } =
        [Permission.SystemKeep, Permission.SecurityKeep, Permission.AuditRead];

    /// <summary>Which of the three a set of permissions holds.</summary>
    public static IReadOnlyList<Permission> Of(IEnumerable<Permission> permissions) =>
        [.. All.Intersect(permissions)];

    /// <summary>True for a permission that may only be used after two factors.</summary>
    public static bool NeedsSecondFactor(Permission permission) => All.Contains(permission);

    /// <summary>Refuses two of the three in one hand. <paramref name="field"/> names the input.
    /// </summary>
    public static Problem? Refuse(IEnumerable<Permission> permissions, string field) =>
        Of(permissions) is { Count: > 1 } joined
            ? new Problem(ProblemCode.DutiesSeparated, field, string.Join(", ", joined))
            : null;
}
