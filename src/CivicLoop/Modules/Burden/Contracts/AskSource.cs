using CivicLoop.Domain.Burden;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Burden.Contracts;

/// <summary>A request somebody may object to.</summary>
/// <param name="Address">The page where it is worked on.</param>
internal sealed record AskedThing(
    Guid Id, string Title, string Unit, string AskedBy, string Address, bool IsOpen);

/// <summary>Why somebody asked beyond the limits or at night.</summary>
internal sealed record OverReason(string Title, string Asker, string Reason);

/// <summary>What is to be done about a request, as an objection was granted.</summary>
/// <param name="Into">The request it goes on in, for a merger.</param>
/// <param name="Due">The later day, for an extension.</param>
/// <param name="Unit">The other unit, for a reassignment.</param>
internal sealed record RemedyInput(
    Remedy Remedy, string Words, Guid? Into, DateOnly? Due, string? Unit);

/// <summary>A module that asks units for something, as the burden's objections see it. Registered
/// by the module; counting goes by <see cref="CountAsk"/>.</summary>
internal abstract class AskSource
{
    /// <summary>How the module names itself, for example <c>task</c>.</summary>
    public abstract string Name { get; }

    /// <summary>Null where there is no such request.</summary>
    public abstract Task<AskedThing?> FindAsync(
        CityContext context, Guid id, CancellationToken stop);

    /// <summary>Other open requests of the same unit it could become one with.</summary>
    public abstract Task<IReadOnlyList<AskedThing>> OthersAsync(
        CityContext context, Guid id, CancellationToken stop);

    /// <summary>Reasons given for requests of a week, for everybody to read; none where a kind of
    /// request has no limit of its own.</summary>
    public virtual Task<IReadOnlyList<OverReason>> ReasonsAsync(
        CityContext context, DateOnly week, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<OverReason>>([]);

    /// <summary>Does what was granted, in the transaction of the answer. Null when it is done.
    /// </summary>
    public abstract Task<Problem?> RemedyAsync(
        WriteSession session, Guid id, RemedyInput remedy, Caller caller, DateTimeOffset now,
        CancellationToken stop);
}
