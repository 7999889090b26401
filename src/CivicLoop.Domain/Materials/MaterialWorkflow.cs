using CivicLoop.Domain.People;
using static CivicLoop.Domain.Materials.MaterialCommand;
using static CivicLoop.Domain.Materials.MaterialState;
using N = CivicLoop.Domain.Materials.MaterialNeeds;
using P = CivicLoop.Domain.People.Permission;

namespace CivicLoop.Domain.Materials;

/// <summary>What a command asks of whoever gives it.</summary>
[Flags]
public enum MaterialNeeds
{
    None = 0,

    /// <summary>A reason in words, told to the unit.</summary>
    Reason = 1,

    /// <summary>A body that wrote no version of it.</summary>
    OtherBody = 2,

    /// <summary>A version that holds what the document has to consist of.</summary>
    Complete = 4,

    /// <summary>The assurance that it holds no secret and no data of persons.</summary>
    Assured = 8,

    /// <summary>The unit has to be the caller's own or one below it.</summary>
    OwnUnit = 16,
}

/// <summary>One row of the workflow.</summary>
/// <param name="To">Null where the state stays.</param>
public sealed record MaterialEdge(
    MaterialCommand Command, IReadOnlyList<MaterialState> From, MaterialState? To,
    Permission Permission, MaterialNeeds Needs);

/// <summary>The whole way of a material as one table; buttons, API and tests are derived from it.
/// Review and sign-off are two steps of two permissions, and neither is taken by a body that wrote
/// (审签分离).</summary>
public static class MaterialWorkflow
{
    private static readonly MaterialState[] BeforeSigning =
        [Missing, Draft, Submitted, Returned, Reviewed];

    /// <summary>A state and a command stand together in at most one row.</summary>
    public static IReadOnlyList<MaterialEdge> Edges { get; } =
    [
        new(Save, [Missing, Draft, Returned], Draft, P.MaterialWrite, N.OwnUnit),
        new(Submit, [Draft], Submitted, P.MaterialWrite, N.OwnUnit | N.Complete | N.Assured),
        new(TakeBack, [Submitted], Draft, P.MaterialWrite, N.OwnUnit),
        new(Pass, [Submitted], Reviewed, P.MaterialReview, N.OtherBody | N.Complete),
        new(Return, [Submitted, Reviewed], Returned, P.MaterialReview, N.OtherBody | N.Reason),
        new(SignOff, [Reviewed], SignedOff, P.MaterialSign, N.OtherBody | N.Complete),
        new(Decline, [Reviewed], Returned, P.MaterialSign, N.OtherBody | N.Reason),
        new(Reopen, [SignedOff], Returned, P.MaterialReview, N.Reason),
        new(Assign, BeforeSigning, null, P.MaterialReview, N.None),
    ];

    /// <summary>The row of a command in a state; null where the workflow knows none.</summary>
    public static MaterialEdge? Find(MaterialState state, MaterialCommand command) =>
        Edges.FirstOrDefault(edge => edge.Command == command && edge.From.Contains(state));

    /// <summary>States in which the unit has the next step.</summary>
    public static bool WaitsForUnit(MaterialState state) => Find(state, Save) is not null;
}
