using CivicLoop.Domain.Standards;

namespace CivicLoop.Domain.Materials;

/// <summary>申报材料: one document asked for by an edition, in one round of handing in.</summary>
public sealed record Material
{
    public required Guid Id { get; init; }

    public required Guid DossierId { get; init; }

    /// <summary>Its place in the order of the edition, from 1.</summary>
    public required int Position { get; init; }

    public required string CriterionCode { get; init; }

    public required string MeasureCode { get; init; }

    public required string DocumentCode { get; init; }

    public required DocumentForm Form { get; init; }

    /// <summary>False for what may be left out.</summary>
    public required bool IsNeeded { get; init; }

    public required string NameZh { get; init; }

    public required string NameEn { get; init; }

    /// <summary>The unit that writes it; null while nobody is named.</summary>
    public string? UnitOrg { get; init; }

    /// <summary>Last day on which the unit hands it in.</summary>
    public required DateOnly DueDay { get; init; }

    public required MaterialState State { get; init; }

    /// <summary>Number of its newest version; 0 while there is none.</summary>
    public int VersionN { get; init; }

    /// <summary>Why it came back the last time; empty where it did not, or was handed in since.
    /// </summary>
    public string ReturnReason { get; init; } = "";

    public string? SignedOrg { get; init; }

    public DateTimeOffset? SignedAt { get; init; }

    public required DateTimeOffset ChangedAt { get; init; }

    public long Version { get; init; } = 1;

    public LocalText Name => new(NameZh, NameEn);

    /// <summary>Whether the unit has let its day pass.</summary>
    public bool IsLate(DateOnly today) =>
        MaterialWorkflow.WaitsForUnit(State) && DueDay < today;

    /// <summary>Whether the unit's day comes within a week, today counted.</summary>
    public bool IsDueSoon(DateOnly today) =>
        MaterialWorkflow.WaitsForUnit(State) && DueDay >= today
        && DueDay <= today.AddDays(DueSoonDays);

    /// <summary>Days ahead that the deadline board warns of.</summary>
    public const int DueSoonDays = 7;
}

/// <summary>One version of a material. It is never changed; a newer one stands beside it.</summary>
/// <param name="N">From 1.</param>
public sealed record MaterialVersion(
    Guid MaterialId, int N, string Words, string MadeBy, string MadeOrg, DateTimeOffset MadeAt);

/// <summary>A file of a version; the same file may stand in several.</summary>
/// <param name="Name">As it was sent, without folders.</param>
public sealed record MaterialFile(
    Guid MaterialId, int N, int Position, string Sha256, string Name, MaterialFileKind Kind,
    long Bytes);

/// <summary>Something the loop already holds, named as evidence: one fact, one entry. It is
/// referred to and not copied.</summary>
/// <param name="Kind">Which register it stands in, for example <c>case</c>.</param>
/// <param name="RefKey">Its key there, for example the number of a case.</param>
public sealed record MaterialReference(
    Guid MaterialId, int N, int Position, string Kind, string RefKey);

/// <summary>One step of a material's way, with the words it was taken with.</summary>
public sealed record MaterialStep(
    Guid MaterialId, int N, MaterialCommand Command, MaterialState ToState, string ByActor,
    string ByOrg, DateTimeOffset At, int VersionN, string Reason);
