using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Bulletins;

/// <summary>What is done with a bulletin.</summary>
public enum BulletinCommand
{
    /// <summary>Changes words, order, pictures.</summary>
    Edit,

    /// <summary>Takes its figures anew.</summary>
    Refill,

    /// <summary>送审.</summary>
    Submit,

    /// <summary>退回修改.</summary>
    Return,

    /// <summary>签发.</summary>
    Approve,

    /// <summary>发布.</summary>
    Publish,

    /// <summary>撤回.</summary>
    Withdraw,
}

/// <summary>A row of the table.</summary>
/// <param name="NeedsReason">True where it is said why.</param>
public sealed record BulletinEdge(
    BulletinCommand Command, BulletinState From, BulletinState To, Permission Needs,
    bool NeedsReason = false);

/// <summary>The way of a bulletin, in one table. Who approves never wrote on it (四眼原则).</summary>
public static class BulletinWorkflow
{
    public static IReadOnlyList<BulletinEdge> Edges { get; } =
    [
        new(BulletinCommand.Edit, BulletinState.Draft, BulletinState.Draft,
            Permission.BulletinEdit),
        new(BulletinCommand.Refill, BulletinState.Draft, BulletinState.Draft,
            Permission.BulletinEdit),
        new(BulletinCommand.Submit, BulletinState.Draft, BulletinState.Submitted,
            Permission.BulletinEdit),
        new(BulletinCommand.Return, BulletinState.Submitted, BulletinState.Draft,
            Permission.BulletinApprove, NeedsReason: true),
        new(BulletinCommand.Approve, BulletinState.Submitted, BulletinState.Approved,
            Permission.BulletinApprove),
        // Found wrong after all: it goes back before anybody outside read it.
        new(BulletinCommand.Return, BulletinState.Approved, BulletinState.Draft,
            Permission.BulletinApprove, NeedsReason: true),
        new(BulletinCommand.Publish, BulletinState.Approved, BulletinState.Published,
            Permission.BulletinEdit),
        new(BulletinCommand.Withdraw, BulletinState.Published, BulletinState.Withdrawn,
            Permission.BulletinApprove, NeedsReason: true),
    ];

    /// <summary>The row for a command now; null where there is none.</summary>
    public static BulletinEdge? Find(BulletinState state, BulletinCommand command) =>
        Edges.FirstOrDefault(one => one.From == state && one.Command == command);

    /// <summary>What a caller may do with it now.</summary>
    public static IReadOnlyList<BulletinEdge> Open(Bulletin bulletin, Caller caller) =>
    [
        .. Edges.Where(one => one.From == bulletin.State && caller.MaySomewhere(one.Needs)
            && !(one.Command == BulletinCommand.Approve && bulletin.WasEditedBy(caller.Actor))),
    ];

    /// <summary>The bulletin after a command; the number a published one gets is given by who
    /// stores it. Errors: not now; the caller may not, or wrote on it; the reason is missing or too
    /// long.</summary>
    public static Outcome<Bulletin> Decide(
        Bulletin before, BulletinCommand command, string? reason, Caller caller,
        DateTimeOffset now)
    {
        if (Find(before.State, command) is not { } edge)
        {
            return Edges.First(one => one.Command == command) is var any
                && caller.Refuse(any.Needs) is { } denied
                ? denied
                : new Problem(ProblemCode.BulletinNotNow, "command", command, before.State);
        }

        var why = reason?.Trim() ?? "";
        if (caller.Refuse(edge.Needs) is { } refused)
        {
            return refused;
        }

        if (command == BulletinCommand.Approve && before.WasEditedBy(caller.Actor))
        {
            return new Problem(ProblemCode.BulletinApprovedByEditor, null);
        }

        if ((edge.NeedsReason ? TextRule.Needed(why, "reason", Bulletin.ReasonMax) : null)
            is { } unfit)
        {
            return unfit;
        }

        var moved = before with
        {
            State = edge.To, Reason = edge.NeedsReason ? why : "", Version = before.Version + 1,
        };
        return command switch
        {
            BulletinCommand.Edit or BulletinCommand.Refill => moved.EditedBy(caller.Actor),
            BulletinCommand.Submit => moved,
            BulletinCommand.Return => moved with { ApprovedBy = null, ApprovedAt = null },
            BulletinCommand.Approve => moved with { ApprovedBy = caller.Actor, ApprovedAt = now },
            BulletinCommand.Publish => moved with { PublishedAt = now },
            BulletinCommand.Withdraw => moved with { WithdrawnAt = now },
        };
    }
}
