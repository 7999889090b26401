using System.Text.Json;
using CivicLoop.Domain;
using CivicLoop.Domain.Cases;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Notices;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases;

/// <summary>Decides who is told of a step, and writes the notices with it.</summary>
internal sealed class CaseNotices(CityHolder city)
{
    // What a resident wants to hear of; everything else is the city's own paperwork.
    private static readonly Dictionary<CaseCommand, string> ToReporter = new()
    {
        [CaseCommand.Accept] = "case-accepted",
        [CaseCommand.Reject] = "case-rejected",
        [CaseCommand.Dispatch] = "case-dispatched",
        [CaseCommand.Redirect] = "case-redirected",
        [CaseCommand.GrantSuspension] = "case-suspended",
        [CaseCommand.Close] = "case-closed",
        [CaseCommand.Reopen] = "case-reopened",
        [CaseCommand.Merge] = "case-merged",
    };

    private static readonly Dictionary<CaseCommand, string> ToUnit = new()
    {
        [CaseCommand.Dispatch] = "work-new",
        [CaseCommand.Adjudicate] = "work-new",
        [CaseCommand.Redirect] = "work-new",
        [CaseCommand.FailCheck] = "work-again",
        [CaseCommand.DenyFixed] = "work-reopened",
        [CaseCommand.Reopen] = "work-reopened",
        [CaseCommand.GrantExtension] = "work-extended",
        [CaseCommand.RefuseExtension] = "work-not-extended",
        [CaseCommand.GrantSuspension] = "work-suspended",
        [CaseCommand.RefuseSuspension] = "work-not-suspended",
        [CaseCommand.Resume] = "work-resumed",
        [CaseCommand.Urge] = "work-urged",
        [CaseCommand.Supervise] = "work-supervised",
    };

    public async Task TellAsync(
        WriteSession session, Case before, Case after, CaseAction action, DateTimeOffset now)
    {
        if (ToReporter.TryGetValue(action.Command, out var toReporter))
        {
            // A letter cannot be called back: it leaves once the step can no longer be taken back.
            var later = CaseWorkflow.Find(before.State, action.Command)?.MayTakeBack == true
                ? now.AddMinutes(LastStep.TakeBackMinutes)
                : now;
            await TellResidentsAsync(session, after, toReporter, now, later);
        }

        if (ToUnit.TryGetValue(action.Command, out var toUnit))
        {
            foreach (var org in Answerable(after))
            {
                await session.InsertAsync(
                    Message(after, NoticeChannel.InApp, $"org:{org}", toUnit, city, now));
            }
        }

        if (action.Command == CaseCommand.Redirect && before.UnitOrg is { } left)
        {
            await session.InsertAsync(
                Message(after, NoticeChannel.InApp, $"org:{left}", "work-taken", city, now));
        }
    }

    /// <summary>Tells those a note names; only who may open the case gets to read it.</summary>
    public async Task MentionAsync(
        WriteSession session, Case about, IReadOnlyList<string> recipients, DateTimeOffset now)
    {
        foreach (var recipient in recipients)
        {
            await session.InsertAsync(
                Message(about, NoticeChannel.InApp, recipient, "note-mention", city, now));
        }
    }

    private async Task TellResidentsAsync(
        WriteSession session, Case after, string template, DateTimeOffset now,
        DateTimeOffset sendAfter)
    {
        var reporter = await session.Reads.Set<CaseReporter>()
            .Where(row => row.CaseId == after.Id && row.Contact != null && row.VerifiedAt != null)
            .Select(row => new { row.Language })
            .FirstOrDefaultAsync();
        if (reporter is not null)
        {
            var message = Message(
                after, NoticeChannel.Mail, CaseRecipient.Reporter(after.Id), template, city, now);
            await session.InsertAsync(
                message with { Language = reporter.Language, SendAfter = sendAfter });
        }

        var followers = await session.Reads.Set<CaseFollower>()
            .Where(row => row.CaseId == after.Id && row.Contact != null && row.VerifiedAt != null)
            .Select(row => new { row.N, row.Language })
            .ToListAsync();
        foreach (var follower in followers)
        {
            var message = Message(
                after, NoticeChannel.Mail, CaseRecipient.Follower(after.Id, follower.N), template,
                city, now);
            await session.InsertAsync(
                message with { Language = follower.Language, SendAfter = sendAfter });
        }
    }

    // 条块同责: the unit must act, and line and territory both know that it must.
    private static IEnumerable<string> Answerable(Case after) =>
        new[] { after.UnitOrg, after.LineOrg, after.TerritoryOrg }.OfType<string>().Distinct();

    internal static OutboxMessage Message(
        Case after, NoticeChannel channel, string recipient, string template, CityHolder city,
        DateTimeOffset now) =>
        new()
        {
            Id = Ids.New(now),
            MadeAt = now,
            Channel = channel,
            Recipient = recipient,
            Template = template,
            CaseId = after.Id,
            Body = JsonSerializer.Serialize(
                new { number = after.Number, due = after.Line.DueAt, @class = after.ClassCode },
                CaseJournal.Json),
            Language = city.Current.Language,
            SendAfter = now,
        };
}
