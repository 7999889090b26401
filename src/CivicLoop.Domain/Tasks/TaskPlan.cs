using CivicLoop.Domain.Burden;
using CivicLoop.Domain.Places;

namespace CivicLoop.Domain.Tasks;

/// <summary>Along what a plan is decomposed.</summary>
public enum PlanTarget
{
    /// <summary>按属地: to the owners of all areas of one level.</summary>
    Territory,

    /// <summary>按点位类型: to whoever answers for the sites of a kind.</summary>
    SiteKind,

    /// <summary>按单位: to units by name.</summary>
    Units,
}

/// <summary>How often the same is asked.</summary>
public enum PlanRepeat
{
    Once,
    Weekly,
    Monthly,
    Quarterly,
}

/// <summary>How far a plan is.</summary>
public enum PlanState
{
    /// <summary>Nobody has been asked yet.</summary>
    Draft,

    Published,

    /// <summary>No further round is asked for; what was asked can still be finished.</summary>
    Ended,

    /// <summary>Goes on under another edition.</summary>
    Carried,
}

/// <summary>任务分解方案: criteria of an edition decomposed to the units that do the work. All
/// criteria of a plan are one request to each unit.</summary>
public sealed record TaskPlan
{
    public required Guid Id { get; init; }

    public required string Title { get; init; }

    /// <summary>What is to be done, and what done looks like.</summary>
    public required string Words { get; init; }

    /// <summary>A task, or a form where facts are asked for.</summary>
    public required AskKind Kind { get; init; }

    public required string EditionCode { get; init; }

    /// <summary>Codes of its criteria, in order, with blanks between.</summary>
    public required string Criteria { get; init; }

    public required PlanTarget Target { get; init; }

    /// <summary>Districts, subdistricts or communities; null unless decomposed by territory.
    /// </summary>
    public AreaKind? Level { get; init; }

    /// <summary>Only inside this area; null for the whole city.</summary>
    public string? AreaCode { get; init; }

    public string? SiteKindCode { get; init; }

    /// <summary>Codes of the named units, with blanks between.</summary>
    public required string Units { get; init; }

    /// <summary>Facts it asks for, a name on each line.</summary>
    public required string Facts { get; init; }

    /// <summary>Time the work of one unit is reckoned to take.</summary>
    public required int Minutes { get; init; }

    public required DateOnly FirstDue { get; init; }

    public required PlanRepeat Repeat { get; init; }

    /// <summary>No round is due after it; null for a plan that is asked once.</summary>
    public DateOnly? LastDue { get; init; }

    /// <summary>The organisation that asks.</summary>
    public required string IssuerCode { get; init; }

    /// <summary>The document it rests on: nothing is asked without one.</summary>
    public required string BasisName { get; init; }

    public required string BasisNumber { get; init; }

    /// <summary>Why it was published although weeks pass a limit or it was a quiet hour; empty
    /// where that was not so.</summary>
    public string OverReason { get; init; } = "";

    public required PlanState State { get; init; }

    /// <summary>Rounds that were asked for.</summary>
    public required int Rounds { get; init; }

    /// <summary>The day the next round is due; null where none is to come.</summary>
    public DateOnly? NextDue { get; init; }

    /// <summary>The plan of the edition before that it goes on from.</summary>
    public Guid? CarriedFrom { get; init; }

    public required string MadeBy { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public long Version { get; init; }

    public IReadOnlyList<string> CriteriaCodes => Split(Criteria, ' ');

    public IReadOnlyList<string> UnitCodes => Split(Units, ' ');

    public IReadOnlyList<string> FactNames => Split(Facts, '\n');

    /// <summary>What makes two requests the same: the same kind of ask for the same criteria or
    /// facts.</summary>
    public string SameKey => $"{Kind}|{EditionCode}|{Criteria}|{SiteKindCode}|{Facts}";

    private static string[] Split(string text, char by) =>
        text.Split(by, StringSplitOptions.RemoveEmptyEntries);
}
