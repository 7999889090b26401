using System.Text.Json;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>A case's last step as it is stored, gone when its minutes are over.</summary>
internal sealed record StoredStep
{
    public required Guid CaseId { get; init; }

    public required int N { get; init; }

    public required string Command { get; init; }

    public required string ByActor { get; init; }

    public required DateTimeOffset DoneAt { get; init; }

    /// <summary>The case before the step, without the reporter's words.</summary>
    public required string Before { get; init; }
}

/// <summary>Keeps how a case stood before its last step, so that a slip of the hand can be taken
/// back exactly.</summary>
internal static class CaseUndo
{
    /// <summary>Keeps the case as it stood, where the step may be taken back.</summary>
    public static Task KeepAsync(
        WriteSession session, Case before, Case stored, CaseAction action, DateTimeOffset now) =>
        CaseWorkflow.Find(before.State, action.Command)?.MayTakeBack != true
            ? Task.CompletedTask
            : session.RunLaterAsync(
                """
                INSERT INTO case_undo (case_id, n, command, by_actor, done_at, before)
                VALUES (@case, @n, @command, @actor, @now, @before)
                ON CONFLICT (case_id) DO UPDATE SET n = excluded.n, command = excluded.command,
                    by_actor = excluded.by_actor, done_at = excluded.done_at,
                    before = excluded.before
                """,
                ("@case", stored.Id), ("@n", stored.JournalN), ("@command", action.Command),
                ("@actor", action.Caller.Actor), ("@now", now),
                ("@before", JsonSerializer.Serialize(
                    before with { Description = null }, CaseJournal.Json)));

    /// <summary>The case's last step; null where none is kept.</summary>
    public static async Task<LastStep?> LastAsync(
        CityContext context, Guid caseId, CancellationToken stop = default)
    {
        var kept = await context.Set<StoredStep>()
            .FirstOrDefaultAsync(row => row.CaseId == caseId, stop);
        return kept is null
            ? null
            : new LastStep(
                JsonSerializer.Deserialize<Case>(kept.Before, CaseJournal.Json)!,
                Enum.Parse<CaseCommand>(kept.Command), kept.N, kept.ByActor, kept.DoneAt);
    }

    /// <summary>Forgets a case's last step: it was taken back, or a person's data are to go.
    /// </summary>
    public static Task ForgetAsync(WriteSession session, Guid caseId) => session.RunLaterAsync(
        "DELETE FROM case_undo WHERE case_id = @case", ("@case", caseId));

    /// <summary>Forgets steps whose minutes are over. Answers how many.</summary>
    public static async Task<int> ForgetDueAsync(
        CityDatabase database, TimeProvider time, CancellationToken stop)
    {
        var before = Instants.Storable(time.GetUtcNow()).AddMinutes(-LastStep.TakeBackMinutes);
        var outcome = await database.WriteAsync(
            async session => (Outcome<int>)await session.ExecuteAsync(
                "DELETE FROM case_undo WHERE done_at < @before", ("@before", before)),
            stop);
        return outcome.Value;
    }
}

internal sealed class StoredStepMap : IEntityTypeConfiguration<StoredStep>
{
    public void Configure(EntityTypeBuilder<StoredStep> builder)
    {
        builder.ToTable("case_undo");
        builder.HasKey(row => row.CaseId);
        builder.Property(row => row.CaseId).ValueGeneratedNever();
    }
}
