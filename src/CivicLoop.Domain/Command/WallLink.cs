using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Command;

/// <summary>A link that opens the wall on a screen where nobody signs in; the city keeps only a
/// digest of its secret.</summary>
public sealed record WallLink
{
    public const int NameMax = 60;

    /// <summary>A screen nobody asks about for a year is a forgotten one.</summary>
    public const int DaysMax = 366;

    public required Guid Id { get; init; }

    /// <summary>Where the screen stands.</summary>
    public required string Name { get; init; }

    public required byte[] SecretHash { get; init; }

    /// <summary>Last day it opens.</summary>
    public required DateOnly UntilDay { get; init; }

    public required string MadeBy { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>When somebody ended it before its last day.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public long Version { get; init; } = 1;

    /// <summary>Whether it opens the wall on a day.</summary>
    public bool OpensOn(DateOnly day) => EndedAt is null && day <= UntilDay;

    /// <summary>Why it cannot be made as wished; null where it can.</summary>
    /// <param name="today">The day it is in the city.</param>
    public static Problem? RefuseNew(string? name, DateOnly? until, DateOnly today) =>
        TextRule.Needed(name, "name", NameMax)
        ?? (until is not { } day ? new Problem(ProblemCode.FieldRequired, "until")
        : day < today || day.DayNumber - today.DayNumber > DaysMax
            ? new Problem(ProblemCode.WallDayUnfit, "until", DaysMax)
        : null);
}
