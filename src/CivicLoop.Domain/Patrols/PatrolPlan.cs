namespace CivicLoop.Domain.Patrols;

/// <summary>A plan of patrols: fixed in the journal before its first day, told after its last.
/// </summary>
public sealed record PatrolPlan
{
    public required Guid Id { get; init; }

    /// <summary>The city's number of it, for example <c>X2026-0001</c>.</summary>
    public required string Code { get; init; }

    /// <summary>A Monday.</summary>
    public required DateOnly FromDay { get; init; }

    /// <summary>A Sunday.</summary>
    public required DateOnly ToDay { get; init; }

    /// <summary>As <see cref="PatrolFrame.Write"/> writes it.</summary>
    public required string Frame { get; init; }

    public required string FrameHash { get; init; }

    public required string SecretHash { get; init; }

    /// <summary>The secret, encrypted with the city's key until it is told.</summary>
    public required byte[] LockedSecret { get; init; }

    /// <summary>Null until it is told.</summary>
    public string? Secret { get; init; }

    public required string VisitsHash { get; init; }

    /// <summary>How many visits it asks for.</summary>
    public required int Visits { get; init; }

    public required string MadeBy { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? RevealedAt { get; init; }

    public int Weeks => (ToDay.DayNumber - FromDay.DayNumber + 1) / PatrolPlanner.WeekDays;
}

/// <summary>A visit a plan asks a unit for.</summary>
public sealed record PatrolVisit
{
    public required Guid Id { get; init; }

    public required Guid PlanId { get; init; }

    public required Guid BeatId { get; init; }

    public required Guid PlaceId { get; init; }

    public required string UnitCode { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary>1 for Monday to 7 for Sunday.</summary>
    public required int Weekday { get; init; }

    /// <summary>Hours of the wanted band.</summary>
    public required int FromHour { get; init; }

    public required int ToHour { get; init; }

    /// <summary>From here on a check is in time; minutes from midnight.</summary>
    public required int FromMinute { get; init; }

    /// <summary>From here on it is too late.</summary>
    public required int ToMinute { get; init; }

    public required int AtMinute { get; init; }

    /// <summary>The check that counts for it; null while the place was not seen in time.</summary>
    public Guid? CheckId { get; init; }

    public DateTimeOffset? SeenAt { get; init; }
}

/// <summary>What a check came to.</summary>
public enum CheckResult
{
    /// <summary>已查看，无问题.</summary>
    Nothing,

    /// <summary>发现问题: a case goes on from it.</summary>
    Found,
}

/// <summary>巡查记录: a look at a place by a unit. It says that the place was seen, not who was
/// where.</summary>
public sealed record PatrolCheck
{
    public const int WordsMax = 500;

    /// <summary>Made by the program that sends it, so that it may be sent again.</summary>
    public required Guid Id { get; init; }

    public required Guid BeatId { get; init; }

    public required Guid PlaceId { get; init; }

    /// <summary>The visit it counts for; null for a look beside the plan or out of time.</summary>
    public Guid? VisitId { get; init; }

    public required string UnitCode { get; init; }

    public required CheckResult Result { get; init; }

    public required DateTimeOffset SeenAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public string? ClassCode { get; init; }

    public required string Words { get; init; }

    public Guid? CaseId { get; init; }

    public string? CaseNumber { get; init; }
}
