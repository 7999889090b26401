using CivicLoop.Domain;
using CivicLoop.Domain.Burden;
using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Notices;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Burden.Contracts;

/// <summary>An objection as a form or a program says it.</summary>
internal sealed record ObjectionInput(string? Source, Guid? Id, string? Reason, string? Text);

/// <summary>An answer as a form or a program says it.</summary>
internal sealed record AnswerInput(
    string? Verdict, string? Answer, Guid? Into, string? Due, string? Unit);

/// <summary>Makes, answers and takes back objections to what a unit is asked for; page and API
/// come through here.</summary>
internal sealed class ActOnObjection(
    CityDatabase database, CityHolder city, IEnumerable<AskSource> sources, TimeProvider time)
{
    /// <summary>What an answer may be besides a remedy.</summary>
    public const string Dismiss = "Dismiss";

    /// <summary>The module that asks; null where nobody has that name.</summary>
    public AskSource? Source(string? name) => sources.FirstOrDefault(one => one.Name == name);

    /// <summary>Objects for the unit that is asked. Errors: the caller does not act for it; there
    /// is no such request, or it has ended; an objection to it is open; words are missing.
    /// </summary>
    public async Task<Outcome<Objection>> MakeAsync(
        ObjectionInput input, Caller caller, CancellationToken stop = default)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.TaskWork)) is { } denied)
        {
            return denied;
        }

        if (!Word<ObjectionReason>(input.Reason, "reason").Try(out var reason, out var fault))
        {
            return fault;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                var id = input.Id ?? Guid.Empty;
                if (Source(input.Source) is not { } source
                    || await source.FindAsync(session.Reads, id, stop) is not { } asked)
                {
                    return new Problem(ProblemCode.NotFound, "id", id.ToString());
                }

                if (Refuse(asked, caller) is { } outside)
                {
                    return outside;
                }

                if (await session.Reads.Set<Objection>().AnyAsync(
                    row => row.SourceId == id && row.State == ObjectionState.Open, stop))
                {
                    return new Problem(ProblemCode.AlreadyExists, "id", asked.Title);
                }

                if (!ObjectionRules.Make(Wanted(source, asked, reason, input, caller, now))
                    .Try(out var made, out var wrong))
                {
                    return wrong;
                }

                await session.InsertAsync(made);
                await JournalAsync(session, made, "objection.Made", caller, now);
                await TellAsync(session, made, $"org:{made.AskedBy}", "objection-made", now);
                return (Outcome<Objection>)made;
            },
            stop);
    }

    /// <summary>Answers; what is granted is done in the same transaction. Errors: as
    /// <see cref="ObjectionRules"/> and the source of the request say.</summary>
    public async Task<Outcome<Objection>> AnswerAsync(
        Guid id, AnswerInput input, Caller caller, CancellationToken stop = default)
    {
        if (caller.RefuseUnlessStaff() is { } denied)
        {
            return denied;
        }

        var isDismissal = input.Verdict == Dismiss;
        var remedy = default(Word<Remedy>);
        if (!isDismissal && !Word<Remedy>(input.Verdict, "verdict").Try(out remedy, out var fault))
        {
            return fault;
        }

        if (!TypedDay.Read(input.Due, "due").Try(out var due, out fault))
        {
            return fault;
        }

        var voice = VoiceOf(caller);
        var said = input.Answer ?? "";
        return await database.WriteAsync(
            async session =>
            {
                if (await FindAsync(session.Reads, id, stop) is not { } before)
                {
                    return new Problem(ProblemCode.NotFound, "id", id.ToString());
                }

                var decided = isDismissal
                    ? ObjectionRules.Dismiss(before, said, voice)
                    : ObjectionRules.Grant(before, remedy.Value, said, voice);
                if (!decided.Try(out var after, out var wrong))
                {
                    return wrong;
                }

                if (!isDismissal && await Source(before.Source)!.RemedyAsync(
                    session, before.SourceId,
                    new RemedyInput(remedy.Value, said, input.Into, due.Value, input.Unit),
                    caller, voice.At, stop) is { } refused)
                {
                    return refused;
                }

                var kind = isDismissal ? "objection.Dismissed" : "objection.Granted";
                return await StoreAsync(session, before, after, kind, caller, voice.At);
            },
            stop);
    }

    /// <summary>Takes one's own back. Errors: as <see cref="ObjectionRules.Withdraw"/>.</summary>
    public async Task<Outcome<Objection>> WithdrawAsync(
        Guid id, Caller caller, CancellationToken stop = default)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.TaskWork)) is { } denied)
        {
            return denied;
        }

        var voice = VoiceOf(caller);
        return await database.WriteAsync(
            async session =>
                await FindAsync(session.Reads, id, stop) is not { } before
                    ? new Problem(ProblemCode.NotFound, "id", id.ToString())
                : ObjectionRules.Withdraw(before, voice).Try(out var after, out var wrong)
                    ? await StoreAsync(
                        session, before, after, "objection.Withdrawn", caller, voice.At)
                    : wrong,
            stop);
    }

    /// <summary>How a caller speaks.</summary>
    public ObjectionVoice VoiceOf(Caller caller) => new(
        caller.Actor, caller.OrganizationCode ?? "",
        caller.MaySomewhere(Permission.BurdenKeep), Instants.Storable(time.GetUtcNow()));

    private static Problem? Refuse(AskedThing asked, Caller caller) =>
        asked.Unit != caller.OrganizationCode
            ? new Problem(ProblemCode.OutsideScope, null, caller.OrganizationCode!)
        : !asked.IsOpen ? new Problem(ProblemCode.ObjectionDecided, null, ObjectionState.Withdrawn)
        : null;

    private static Task<Objection?> FindAsync(
        CityContext context, Guid id, CancellationToken stop) =>
        context.Set<Objection>().FirstOrDefaultAsync(row => row.Id == id, stop);

    private async Task<Outcome<Objection>> StoreAsync(
        WriteSession session, Objection before, Objection after, string kind, Caller caller,
        DateTimeOffset now)
    {
        if (!await session.UpdateAsync(after, before.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version");
        }

        await JournalAsync(session, after, kind, caller, now);
        if (after.AnsweredAt is not null)
        {
            await TellAsync(session, after, $"org:{after.UnitCode}", "objection-answered", now);
        }

        return after;
    }

    private Objection Wanted(
        AskSource source, AskedThing asked, Word<ObjectionReason> reason, ObjectionInput input,
        Caller caller, DateTimeOffset now) => new()
    {
        Id = Ids.New(now),
        Source = source.Name,
        SourceId = asked.Id,
        Title = asked.Title,
        UnitCode = asked.Unit,
        AskedBy = asked.AskedBy,
        Reason = reason.Value,
        Text = input.Text ?? "",
        MadeBy = caller.Actor,
        MadeAt = now,
        AnswerDue = Instants.Storable(city.Current.Calendar.DueAt(
            now, new TimeLimit(ObjectionRules.AnswerDays, ClockKind.WorkingDays)).At),
        State = ObjectionState.Open,
    };

    // Codes only: what was said stands beside the journal, in the objection itself.
    private static Task JournalAsync(
        WriteSession session, Objection one, string kind, Caller caller, DateTimeOffset now) =>
        SubjectJournal.AppendAsync(
            session, KeepCaps.Subject, caller.Actor, kind,
            new
            {
                one.Id, one.Source, one.SourceId, one.UnitCode, one.AskedBy, one.Reason,
                one.State, one.Remedy, one.AnsweredOrg,
            },
            now);

    private Task TellAsync(
        WriteSession session, Objection one, string recipient, string template,
        DateTimeOffset now) =>
        Outbox.TellAsync(
            session, recipient, template,
            new
            {
                title = one.Title, due = one.AnswerDue,
                address = $"/console/burden/objection?id={one.Id}",
            },
            city.Current.Language, now);

    // Numbers are no words: "1" would otherwise pass for the second value.
    private static Outcome<Word<T>> Word<T>(string? text, string field)
        where T : struct, Enum =>
        string.IsNullOrWhiteSpace(text) ? new Problem(ProblemCode.FieldRequired, field)
        : char.IsAsciiLetter(text[0]) && Enum.TryParse<T>(text, out var value)
            && Enum.IsDefined(value)
            ? new Word<T>(value)
            : new Problem(ProblemCode.UnknownValue, field, text);
}

/// <summary>A value read of a word, inside an outcome.</summary>
internal readonly record struct Word<T>(T Value);
