using CivicLoop.Domain.Cases;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>Sees every case that begins, inside the transaction that stores it. A mechanism
/// registers one for what it has to check; the kernel asks no mechanism by name.</summary>
internal interface INewCaseWatch
{
    /// <param name="begun">Cases as they were stored, with their numbers.</param>
    Task SeenAsync(WriteSession session, IReadOnlyList<Case> begun);
}
