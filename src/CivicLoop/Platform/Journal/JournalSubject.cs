using CivicLoop.Domain.People;

namespace CivicLoop.Platform.Journal;

/// <summary>A subject of the journal that is neither a case nor an account, registered by the
/// module that keeps it.</summary>
/// <param name="Name">Key of its name, for example <c>roles</c>.</param>
/// <param name="Address">Page where it is kept.</param>
/// <param name="Needs">Permission that opens this page.</param>
internal sealed record JournalSubject(Guid Id, string Name, string Address, Permission Needs);
