using CivicLoop.Domain.Calendar;

namespace CivicLoop.Domain.WhatIf;

/// <summary>More or fewer hands at a unit.</summary>
/// <param name="Count">How many more (negative: fewer), or how many in all.</param>
public sealed record StaffChange(string Unit, int Count, bool IsTotal)
{
    /// <summary>A unit of a city has at most some hundred people; more is a slip of the key.
    /// </summary>
    public const int Max = 1_000;

    /// <summary>Hands after the change, never below none.</summary>
    public int Of(int hands) => Math.Max(0, IsTotal ? Count : hands + Count);
}

/// <summary>Another limit of one condition of a class.</summary>
public sealed record LimitChange(string ClassCode, int ConditionN, TimeLimit Limit);

/// <summary>Cases of some classes in an area go to another unit.</summary>
/// <param name="ClassPrefix">Beginning of the class code, as in routing rules.</param>
/// <param name="Area">Null for the whole city.</param>
public sealed record RouteChange(string ClassPrefix, string? Area, string Unit)
{
    /// <summary>Whether a case would have gone there.</summary>
    public bool Takes(WorkedCase one) =>
        one.ClassCode.StartsWith(ClassPrefix, StringComparison.Ordinal)
        && (Area is null || one.Areas.Contains(Area));
}

/// <summary>All that is tried at once. The first fitting route decides; the last limit or staff
/// named for the same thing holds.</summary>
public sealed record WhatIfChanges(
    IReadOnlyList<StaffChange> Staff, IReadOnlyList<LimitChange> Limits,
    IReadOnlyList<RouteChange> Routes)
{
    /// <summary>Everything as it is.</summary>
    public static WhatIfChanges None { get; } = new([], [], []);

    public bool IsNone => Staff.Count + Limits.Count + Routes.Count == 0;
}
