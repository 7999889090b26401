using System.Text.Json;
using CivicLoop.Domain;
using CivicLoop.Platform.Database;

namespace CivicLoop.Platform.Notices;

/// <summary>The table of notices: put in with the change they tell of, marked when they were dealt
/// with.</summary>
internal static class Outbox
{
    /// <summary>Tells somebody in the console, and by mail those of an organisation who want it so.
    /// </summary>
    /// <param name="facts">What the text names; <c>title</c> and <c>address</c> of what it is about
    /// where that is no case.</param>
    /// <param name="at">Not before this instant.</param>
    public static Task TellAsync(
        WriteSession session, string recipient, string template, object facts, string language,
        DateTimeOffset at) =>
        session.InsertAsync(new OutboxMessage
        {
            Id = Ids.New(at),
            MadeAt = at,
            Channel = NoticeChannel.InApp,
            Recipient = recipient,
            Template = template,
            Body = JsonSerializer.Serialize(facts),
            Language = language,
            SendAfter = at,
        });

    /// <summary>Takes a notice in hand until an instant, so that no other node sends it too.
    /// Answers 1, or 0 where another was first.</summary>
    public static Task<int> ClaimAsync(
        WriteSession session, OutboxMessage message, DateTimeOffset until) =>
        session.ExecuteAsync(
            """
            UPDATE outbox SET send_after = @until
            WHERE id = @id AND send_after = @seen AND sent_at IS NULL AND failed_at IS NULL
            """,
            ("@until", until), ("@id", message.Id), ("@seen", message.SendAfter));

    /// <summary>Takes back what a step told and nobody outside was sent yet. Answers how many
    /// notices.</summary>
    public static Task<int> WithdrawAsync(
        WriteSession session, Guid caseId, DateTimeOffset madeAt) =>
        session.ExecuteAsync(
            """
            DELETE FROM outbox
            WHERE case_id = @case AND made_at = @made AND (sent_at IS NULL OR channel = 'InApp')
            """,
            ("@case", caseId), ("@made", madeAt));

    /// <summary>Stores what became of a notice. Another node may have dealt with it meanwhile; its
    /// word stands. Answers how many rows were marked.</summary>
    public static Task<int> MarkAsync(WriteSession session, OutboxMessage after) =>
        session.ExecuteAsync(
            """
            UPDATE outbox SET sent_at = @sent, failed_at = @failed, failure = @failure,
                tries = @tries, send_after = @later
            WHERE id = @id AND sent_at IS NULL AND failed_at IS NULL
            """,
            ("@sent", after.SentAt), ("@failed", after.FailedAt), ("@failure", after.Failure),
            ("@tries", after.Tries), ("@later", after.SendAfter), ("@id", after.Id));
}
