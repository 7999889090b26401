using CivicLoop.Domain.Journal;
using CivicLoop.Domain.People;

namespace CivicLoop.Domain.Cases;

/// <summary>One problem on its way through the loop (案件). What was done to it stands in its
/// journal; here is where it stands now.</summary>
public sealed record Case
{
    public required Guid Id { get; init; }

    /// <summary>What people see and say, for example <c>530102-20261124-00042</c>.</summary>
    public required string Number { get; init; }

    public CaseSource Source { get; init; }

    /// <summary>The other system's number, where the case came from one; unique with the source
    /// system's name before it, so that an import can be run again.</summary>
    public string? ExternalId { get; init; }

    public CaseState State { get; init; }

    /// <summary>Where a merged case goes back to.</summary>
    public CaseState? StateBeforeMerge { get; init; }

    /// <summary>Kept beside the state because worklists are indexed by it.</summary>
    public bool IsOpen { get; init; } = true;

    public required string ClassCode { get; init; }

    /// <summary>Which of the class's conditions holds, and so which limit; 0 where the limit is
    /// agreed per case.</summary>
    public int ConditionN { get; init; }

    /// <summary>The reporter's words, at most 4,000 characters; null once erased.</summary>
    public string? Description { get; init; }

    public string? Address { get; init; }

    /// <summary>WGS-84 longitude in degrees; null where only an address is known.</summary>
    public double? Lon { get; init; }

    public double? Lat { get; init; }

    /// <summary>Z-order key of the position, for boxes and clusters.</summary>
    public long? CellKey { get; init; }

    public string? GridCode { get; init; }

    public string? CommunityCode { get; init; }

    public string? SubdistrictCode { get; init; }

    public string? DistrictCode { get; init; }

    /// <summary>A development or control zone beside the divisions.</summary>
    public string? BesideCode { get; init; }

    /// <summary>条: the lead department that answers for the class.</summary>
    public string? LineOrg { get; init; }

    /// <summary>The responsible unit: before dispatch the one the rule names, after it the one that
    /// has the case.</summary>
    public string? UnitOrg { get; init; }

    /// <summary>块: the body that answers for the place.</summary>
    public string? TerritoryOrg { get; init; }

    /// <summary>The routing rule that chose the unit; null when duty was unclear.</summary>
    public string? RouteRule { get; init; }

    /// <summary>Why the rule fits, as a code with its arguments, shown in the reader's language.
    /// </summary>
    public string? RouteWhy { get; init; }

    public CaseClock Line { get; init; } = CaseClock.Unset;

    public CaseClock Territory { get; init; } = CaseClock.Unset;

    /// <summary>What <see cref="NextDueAt"/> holds when nothing is due.</summary>
    public static DateTimeOffset NothingDue { get; } = new(9999, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>When the next thing must be done by whoever has the case: the stage's limit, the
    /// unit's, or the review of a suspension. Worklists are sorted by it.</summary>
    public DateTimeOffset NextDueAt { get; init; } = NothingDue;

    /// <summary>When the present stage (accept, verify, dispatch, check, close) is to be done.
    /// </summary>
    public DateTimeOffset? StageDueAt { get; init; }

    public DateTimeOffset ReportedAt { get; init; }

    public DateTimeOffset? AcceptedAt { get; init; }

    public DateTimeOffset? DispatchedAt { get; init; }

    public DateTimeOffset? RectifiedAt { get; init; }

    public DateTimeOffset? CheckedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>按时核实: null when no verification was asked.</summary>
    public bool? VerifiedOnTime { get; init; }

    /// <summary>按时立案.</summary>
    public bool? AcceptedOnTime { get; init; }

    /// <summary>按时派遣.</summary>
    public bool? DispatchedOnTime { get; init; }

    /// <summary>按时核查.</summary>
    public bool? CheckedOnTime { get; init; }

    /// <summary>True when a body other than the doer saw that it is fixed.</summary>
    public bool IndependentlyChecked { get; init; }

    public int Dispatches { get; init; }

    public int Returns { get; init; }

    /// <summary>Returns after which the same unit got the case again (推诿).</summary>
    public int WrongReturns { get; init; }

    public int Reworks { get; init; }

    public int Extensions { get; init; }

    public int Suspensions { get; init; }

    public int Reopenings { get; init; }

    public int Urges { get; init; }

    /// <summary>Residents who said "me too".</summary>
    public int Supporters { get; init; }

    /// <summary>What the unit asked for: the new limit of an extension or the review date.
    /// </summary>
    public DateTimeOffset? AskedUntil { get; init; }

    /// <summary>When a supervision order (督办) wants its answer; null when none waits.</summary>
    public DateTimeOffset? OrderDueAt { get; init; }

    /// <summary>The reporter's answer: fixed, not fixed, or none yet.</summary>
    public bool? ReporterSatisfied { get; init; }

    /// <summary>Never shown outside: personal or security matter.</summary>
    public bool IsPrivate { get; init; }

    /// <summary>True once staff looked at the pictures and released them.</summary>
    public bool PicturesReleased { get; init; }

    public Guid? ParentId { get; init; }

    public Guid? MergedIntoId { get; init; }

    public long Version { get; init; } = 1;

    public int JournalN { get; init; }

    public byte[] JournalHash { get; init; } = ChainHead.Empty.Hash;

    public ChainHead Head => new(JournalN, JournalHash);

    /// <summary>Codes of all areas it lies in, the smallest first.</summary>
    public IEnumerable<string> AreaCodes =>
        new[] { GridCode, CommunityCode, SubdistrictCode, DistrictCode, BesideCode }
            .OfType<string>();

    /// <summary>The case in another state.</summary>
    public Case In(CaseState state) =>
        this with { State = state, IsOpen = CaseWorkflow.IsOpen(state) };

    /// <summary>Where it stands for scopes; the resolver answers an organisation's path.</summary>
    public CaseStanding Standing(Func<string, string?> pathOf) =>
        new(
            [.. new[] { LineOrg, UnitOrg, TerritoryOrg }
                .OfType<string>().Select(pathOf).OfType<string>()],
            [.. AreaCodes]);
}
