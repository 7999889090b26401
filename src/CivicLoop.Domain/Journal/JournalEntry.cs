namespace CivicLoop.Domain.Journal;

/// <summary>One step nobody can quietly change: what happened to one subject (a case, an
/// inspection, a setting), when, by whom. It never carries personal data of a reporter, because it
/// is kept longer than those may be.</summary>
/// <param name="SubjectId">The case, inspection or setting it is about.</param>
/// <param name="N">Place in the subject's own chain, from 1 without gaps.</param>
/// <param name="At">Instant of the step, UTC, to the microsecond.</param>
/// <param name="Actor">Who did it: <c>account:…</c>, <c>reporter</c>, <c>import:…</c> or
/// <c>system</c>.</param>
/// <param name="Kind">What was done, for example <c>case.dispatched</c>.</param>
/// <param name="Body">The facts of the step as JSON text; hashed byte for byte.</param>
public sealed record JournalEntry(
    Guid SubjectId, int N, DateTimeOffset At, string Actor, string Kind, string Body);
